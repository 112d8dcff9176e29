package org.scepclient.trust;

import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.InvalidInputException;
import org.scepclient.value.Bytes;

/**
 * The digest of a whole certificate (RFC 8894 §2.2), written {@code AB:CD:…}.
 *
 * @param digest how it was computed; in what a person types it follows from the length
 * @param value the digest
 */
public record Fingerprint(DigestAlgorithm digest, Bytes value) {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    public static Fingerprint of(X509Certificate certificate, DigestAlgorithm digest) {
        try {
            return new Fingerprint(digest, Bytes.of(digest.digest(certificate.getEncoded())));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was decoded before does not encode", e);
        }
    }

    /**
     * Reads hexadecimal digits in either case, with or without colons or blanks between them.
     *
     * @param place where the text stands, for the error
     */
    public static Fingerprint parse(String place, String text) {
        String digits = text.replaceAll("[:\\s]", "").toLowerCase(Locale.ROOT);
        if (!digits.matches("([0-9a-f]{2})+")) {
            throw invalid(place, text);
        }
        DigestAlgorithm digest = switch (digits.length()) {
            case 40 -> DigestAlgorithm.SHA1;
            case 56 -> DigestAlgorithm.SHA224;
            case 64 -> DigestAlgorithm.SHA256;
            case 96 -> DigestAlgorithm.SHA384;
            case 128 -> DigestAlgorithm.SHA512;
            default -> throw invalid(place, text);
        };
        return new Fingerprint(digest, Bytes.of(HexFormat.of().parseHex(digits)));
    }

    private static InvalidInputException invalid(String place, String text) {
        return new InvalidInputException(
                place,
                "'" + text + "' is no certificate fingerprint",
                "give the SHA-256 digest of the CA certificate as 64 hexadecimal digits, colons allowed");
    }

    public boolean matches(X509Certificate certificate) {
        return MessageDigest.isEqual(of(certificate, digest).value.toArray(), value.toArray());
    }

    /** Upper-case hexadecimal bytes with colons, the form that settings and options take. */
    @Override
    public String toString() {
        return COLONS.formatHex(value.toArray());
    }
}
