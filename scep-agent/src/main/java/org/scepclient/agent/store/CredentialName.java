package org.scepclient.agent.store;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The common name of the two files of a credential: the serial number in upper-case hexadecimal digits. If several CAs
 * use the same number, the second certificate is named {@code SERIAL-2}, the third one {@code SERIAL-3}.
 */
record CredentialName(String text) {
    private static final String KEY = ".key";
    private static final String CERTIFICATE = ".crt";
    private static final Pattern FORM = Pattern.compile("-?([0-9A-F]{2})+(-[2-9]|-[1-9][0-9]+)?");

    static CredentialName first(X509Certificate certificate) {
        return new CredentialName(serial(certificate));
    }

    CredentialName numbered(int number) {
        return new CredentialName(text + "-" + number);
    }

    /** The serial number in the form of {@code openssl x509 -serial}: whole bytes, with a minus sign if negative. */
    static String serial(X509Certificate certificate) {
        BigInteger number = certificate.getSerialNumber();
        String digits = number.abs().toString(16).toUpperCase(Locale.ROOT);
        return (number.signum() < 0 ? "-" : "") + (digits.length() % 2 == 0 ? "" : "0") + digits;
    }

    /** The name, if this is the form of one. */
    static Optional<CredentialName> of(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new CredentialName(text)) : Optional.empty();
    }

    /** The serial number of the certificate. */
    String serial() {
        return text.replaceFirst("(?<=[0-9A-F])-[0-9]+$", "");
    }

    /** The name of the credential with this certificate file. */
    static Optional<CredentialName> ofCertificateFile(String file) {
        return of(file, CERTIFICATE);
    }

    /** The name of the credential with this key file. */
    static Optional<CredentialName> ofKeyFile(String file) {
        return of(file, KEY);
    }

    private static Optional<CredentialName> of(String file, String extension) {
        if (!file.endsWith(extension)) {
            return Optional.empty();
        }
        return of(file.substring(0, file.length() - extension.length()));
    }

    String keyFile() {
        return text + KEY;
    }

    String certificateFile() {
        return text + CERTIFICATE;
    }
}
