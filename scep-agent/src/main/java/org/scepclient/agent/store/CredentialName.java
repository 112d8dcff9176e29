package org.scepclient.agent.store;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The name that the two files of a pair share: the serial number in upper-case hexadecimal digits. Two CAs may use
 * one number: the second certificate with it gets {@code SERIAL-2}, the third {@code SERIAL-3}.
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

    /** As {@code openssl x509 -serial} prints it: whole bytes, a minus sign before a negative number. */
    static String serial(X509Certificate certificate) {
        BigInteger number = certificate.getSerialNumber();
        String digits = number.abs().toString(16).toUpperCase(Locale.ROOT);
        return (number.signum() < 0 ? "-" : "") + (digits.length() % 2 == 0 ? "" : "0") + digits;
    }

    /** The pair of which {@code file} is the certificate. */
    static Optional<CredentialName> ofCertificateFile(String file) {
        return of(file, CERTIFICATE);
    }

    /** The pair of which {@code file} is the key. */
    static Optional<CredentialName> ofKeyFile(String file) {
        return of(file, KEY);
    }

    private static Optional<CredentialName> of(String file, String ending) {
        if (!file.endsWith(ending)) {
            return Optional.empty();
        }
        String text = file.substring(0, file.length() - ending.length());
        return FORM.matcher(text).matches() ? Optional.of(new CredentialName(text)) : Optional.empty();
    }

    String keyFile() {
        return text + KEY;
    }

    String certificateFile() {
        return text + CERTIFICATE;
    }
}
