package org.scepclient.cms;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.jspecify.annotations.Nullable;

/** The digests of SCEP messages, with their signature algorithms. */
public enum DigestAlgorithm {
    MD5("MD5", PKCSObjectIdentifiers.md5, PKCSObjectIdentifiers.md5WithRSAEncryption, null),
    SHA1(
            "SHA-1",
            OIWObjectIdentifiers.idSHA1,
            PKCSObjectIdentifiers.sha1WithRSAEncryption,
            X9ObjectIdentifiers.ecdsa_with_SHA1),
    SHA224(
            "SHA-224",
            NISTObjectIdentifiers.id_sha224,
            PKCSObjectIdentifiers.sha224WithRSAEncryption,
            X9ObjectIdentifiers.ecdsa_with_SHA224),
    SHA256(
            "SHA-256",
            NISTObjectIdentifiers.id_sha256,
            PKCSObjectIdentifiers.sha256WithRSAEncryption,
            X9ObjectIdentifiers.ecdsa_with_SHA256),
    SHA384(
            "SHA-384",
            NISTObjectIdentifiers.id_sha384,
            PKCSObjectIdentifiers.sha384WithRSAEncryption,
            X9ObjectIdentifiers.ecdsa_with_SHA384),
    SHA512(
            "SHA-512",
            NISTObjectIdentifiers.id_sha512,
            PKCSObjectIdentifiers.sha512WithRSAEncryption,
            X9ObjectIdentifiers.ecdsa_with_SHA512);

    private final String jcaName;
    private final ASN1ObjectIdentifier oid;
    private final ASN1ObjectIdentifier withRsa;
    private final Optional<ASN1ObjectIdentifier> withEcdsa;

    DigestAlgorithm(
            String jcaName,
            ASN1ObjectIdentifier oid,
            ASN1ObjectIdentifier withRsa,
            @Nullable ASN1ObjectIdentifier withEcdsa) {
        this.jcaName = jcaName;
        this.oid = oid;
        this.withRsa = withRsa;
        this.withEcdsa = Optional.ofNullable(withEcdsa);
    }

    /** The JCA and RFC name, for example {@code SHA-256}. */
    public String jcaName() {
        return jcaName;
    }

    public ASN1ObjectIdentifier oid() {
        return oid;
    }

    /** The signature algorithm with RSA PKCS#1 v1.5 (RFC 8017 appendix A.2.4). */
    public ASN1ObjectIdentifier withRsa() {
        return withRsa;
    }

    /** The signature algorithm with ECDSA (RFC 5758 §3.2), if there is one. */
    public Optional<ASN1ObjectIdentifier> withEcdsa() {
        return withEcdsa;
    }

    /** The JCA name of the signature, for example {@code SHA256withRSA}. */
    public String signatureName(String keyAlgorithm) {
        return jcaName.replace("-", "") + "with" + (keyAlgorithm.startsWith("EC") ? "ECDSA" : keyAlgorithm);
    }

    public byte[] digest(byte[] content) {
        return newMessageDigest().digest(content);
    }

    MessageDigest newMessageDigest() {
        try {
            return MessageDigest.getInstance(jcaName);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks " + jcaName, e);
        }
    }

    static Optional<DigestAlgorithm> of(ASN1ObjectIdentifier oid) {
        for (DigestAlgorithm digest : values()) {
            if (digest.oid.equals(oid)) {
                return Optional.of(digest);
            }
        }
        return Optional.empty();
    }
}
