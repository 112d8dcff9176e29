package org.scepclient.trust;

import java.security.MessageDigest;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.InvalidInputException;
import org.scepclient.value.Bytes;

/**
 * The digest of a whole certificate (RFC 8894 §2.2), written as {@code AB:CD:…}.
 *
 * @param digest the digest algorithm; the length of an entered fingerprint determines it
 * @param value the digest
 */
public record Fingerprint(DigestAlgorithm digest, Bytes value) {
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    public static Fingerprint of(X509Certificate certificate, DigestAlgorithm digest) {
        try {
            return new Fingerprint(digest, Bytes.of(digest.digest(certificate.getEncoded())));
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a decoded certificate cannot be encoded again", e);
        }
    }

    /**
     * Parses hexadecimal digits in either case, with or without colons, hyphens or blanks between them. The name of the
     * digest may precede them, as printed by OpenSSL and others; invisible characters are ignored.
     *
     * @param place the place of the text, for error messages
     * @throws InvalidInputException if the text is not a fingerprint
     */
    public static Fingerprint parse(String place, String text) {
        return FingerprintText.parse(place, text);
    }

    static Fingerprint ofDigits(DigestAlgorithm digest, String digits) {
        return new Fingerprint(digest, Bytes.of(HexFormat.of().parseHex(digits)));
    }

    /** Parses several fingerprints separated by commas. */
    public static List<Fingerprint> parseAll(String place, String text) {
        return Arrays.stream(text.split(",", -1)).map(one -> parse(place, one)).toList();
    }

    public boolean matches(X509Certificate certificate) {
        return MessageDigest.isEqual(of(certificate, digest).value.toArray(), value.toArray());
    }

    /** Upper-case hexadecimal bytes with colons, a form that {@link #parse} accepts. */
    @Override
    public String toString() {
        return COLONS.formatHex(value.toArray());
    }
}
