package org.scepclient.cms;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;
import org.scepclient.value.Printable;

/**
 * A certificate that Java cannot decode.
 *
 * @param subject on one line; empty if it cannot be decoded
 * @param reason a clause, for example {@code its key is on the curve SM2 (…), which Java does not support}
 */
public record UnreadableCertificate(String subject, String reason) {
    private static final int MAX_SUBJECT = 200;
    private static final String DAMAGED = "it is damaged or ends too soon";

    /** With larger keys, verifying a hundred signatures takes minutes. */
    private static final int MAX_RSA_BITS = 8192;

    /** With larger exponents, verifying takes as long as signing. Common exponents have 17 bits. */
    private static final int MAX_RSA_EXPONENT_BITS = 32;

    /** The maximum of FIPS 186-4. */
    private static final int MAX_DSA_BITS = 3072;

    /** True for a key with which each verification would be slow. */
    static boolean isTooSlow(PublicKey key) {
        return switch (key) {
            case java.security.interfaces.RSAPublicKey rsa ->
                rsa.getModulus().bitLength() > MAX_RSA_BITS
                        || rsa.getPublicExponent().bitLength() > MAX_RSA_EXPONENT_BITS;
            case DSAPublicKey dsa ->
                dsa.getParams() == null || dsa.getParams().getP().bitLength() > MAX_DSA_BITS;
            default -> false;
        };
    }

    /** Determines why {@code der} cannot be decoded. */
    public static UnreadableCertificate of(Bytes der) {
        Certificate certificate;
        try {
            certificate = Decoding.of(
                    "certificate", () -> Certificate.getInstance(Decoding.leadingSequence("certificate", der)));
        } catch (ProtocolException e) {
            return new UnreadableCertificate("", DAMAGED);
        }
        try {
            return new UnreadableCertificate(subject(certificate), reason(certificate));
        } catch (IOException | RuntimeException e) {
            return new UnreadableCertificate("", DAMAGED);
        }
    }

    private static String subject(Certificate certificate) {
        String subject = Printable.oneLine(certificate.getSubject().toString());
        return subject.length() <= MAX_SUBJECT ? subject : subject.substring(0, MAX_SUBJECT) + "…";
    }

    private static String reason(Certificate certificate) throws IOException {
        SubjectPublicKeyInfo key = certificate.getSubjectPublicKeyInfo();
        if (key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                && !isSupported(key.getAlgorithm())) {
            return key.getAlgorithm().getParameters() instanceof ASN1ObjectIdentifier curve
                    ? "its key is on the curve " + AlgorithmNames.of(curve) + ", which Java does not support"
                    : "its key has explicit curve parameters, which Java does not support";
        }
        if (key.getAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
            RSAPublicKey rsa = RSAPublicKey.getInstance(key.parsePublicKey());
            if (rsa.getModulus().bitLength() > MAX_RSA_BITS) {
                return "its RSA key has " + rsa.getModulus().bitLength() + " bits, at most " + MAX_RSA_BITS
                        + " are read";
            }
            if (rsa.getPublicExponent().bitLength() > MAX_RSA_EXPONENT_BITS) {
                return "the exponent of its RSA key has "
                        + rsa.getPublicExponent().bitLength() + " bits, at most " + MAX_RSA_EXPONENT_BITS
                        + " are read";
            }
        }
        if (key.getAlgorithm().getAlgorithm().equals(X9ObjectIdentifiers.id_dsa)) {
            return "its DSA key has more than " + MAX_DSA_BITS + " bits or no parameters";
        }
        boolean named = certificate.getSubject().size() > 0
                || (certificate.getExtensions() != null
                        && certificate.getExtensions().getExtension(Extension.subjectAlternativeName) != null);
        return named
                ? "it is damaged or violates RFC 5280"
                : "it has neither a subject nor a subjectAltName (RFC 5280 §4.1.2.6)";
    }

    private static boolean isSupported(AlgorithmIdentifier key) {
        try {
            AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
            parameters.init(key.getParameters().toASN1Primitive().getEncoded());
            return true;
        } catch (IOException | GeneralSecurityException | RuntimeException e) {
            return false;
        }
    }

    /** The form for messages and lists: {@code 'CN=Old Root' (its key …)}. */
    @Override
    public String toString() {
        return subject.isEmpty() ? reason : "'" + subject + "' (" + reason + ")";
    }
}
