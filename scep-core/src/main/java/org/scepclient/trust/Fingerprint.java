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
     * Reads hexadecimal digits in either case, with or without colons, hyphens or blanks between them. Words before them,
     * as OpenSSL and others print them, may name the digest; invisible characters do not count.
     *
     * @param place where the text stands, for the error
     * @throws InvalidInputException with what is wrong with it
     */
    public static Fingerprint parse(String place, String text) {
        return FingerprintText.parse(place, text);
    }

    static Fingerprint ofDigits(DigestAlgorithm digest, String digits) {
        return new Fingerprint(digest, Bytes.of(HexFormat.of().parseHex(digits)));
    }

    /** As {@link #parse}, several with commas between them. */
    public static List<Fingerprint> parseAll(String place, String text) {
        return Arrays.stream(text.split(",", -1)).map(one -> parse(place, one)).toList();
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
