package org.scepclient.pkcs10;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.CertificationRequestInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.TBSCertificate;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;

/**
 * Issues the self-signed certificate with which a client without any other signs its first request (RFC 8894 §2.3).
 *
 * <p>The certificate has the key and the subject of the request; for a request without a subject, a name derived from the
 * key.
 */
public final class SelfSignedCertificate {
    // RFC 5280 §4.1.2.2: positive, at most 20 octets
    private static final int SERIAL_NUMBER_BITS = 159;

    private final SecureRandom random;
    private final DigestAlgorithm digest;

    public SelfSignedCertificate(SecureRandom random, DigestAlgorithm digest) {
        this.random = random;
        this.digest = digest;
    }

    /**
     * Issues the certificate.
     *
     * @param key the private key of {@code request}
     * @throws CryptoException with {@link ErrorCode#SELF_SIGNED} if {@code key} cannot sign or is not the key of the request
     */
    public X509Certificate issue(CertificationRequest request, ProviderKey key, Validity validity)
            throws CryptoException {
        try {
            KeySignature signature = new KeySignature(key, digest);
            TBSCertificate content = content(request, signature, validity);
            ASN1EncodableVector parts = new ASN1EncodableVector();
            parts.add(content);
            parts.add(signature.algorithm());
            parts.add(new DERBitString(signature.sign(content.getEncoded(ASN1Encoding.DER))));
            X509Certificate certificate = decode(new DERSequence(parts).getEncoded(ASN1Encoding.DER));
            checkKey(certificate, key.privateKey());
            return certificate;
        } catch (IOException | GeneralSecurityException | CryptoException e) {
            throw new CryptoException(ErrorCode.SELF_SIGNED, "cannot issue the self-signed certificate", e);
        }
    }

    private TBSCertificate content(CertificationRequest request, KeySignature signature, Validity validity)
            throws IOException {
        CertificationRequestInfo info = org.bouncycastle.asn1.pkcs.CertificationRequest.getInstance(
                        request.der().toArray())
                .getCertificationRequestInfo();
        V3TBSCertificateGenerator content = new V3TBSCertificateGenerator();
        content.setSerialNumber(new ASN1Integer(serialNumber()));
        content.setSignature(signature.algorithm());
        X500Name name = name(request);
        content.setIssuer(name);
        content.setStartDate(validity.encodedNotBefore());
        content.setEndDate(validity.encodedNotAfter());
        content.setSubject(name);
        content.setSubjectPublicKeyInfo(info.getSubjectPublicKeyInfo());
        content.setExtensions(new Extensions(
                Extension.create(Extension.keyUsage, true, KeyUsage.keyUsage(uses(request.publicKey())))));
        return content.generateTBSCertificate();
    }

    /**
     * The subject of the request or, if that is empty (RFC 5280 §4.1.2.6: the names are in subjectAltName), a name derived
     * from the key: RFC 5280 §4.1.2.4 requires an issuer, and decoders refuse a certificate without one.
     */
    private static X500Name name(CertificationRequest request) {
        SubjectName subject = SubjectName.of(request.subject());
        if (!subject.isEmpty()) {
            return subject.x500Name();
        }
        byte[] digest = DigestAlgorithm.SHA256.digest(request.publicKey().getEncoded());
        String text = HexFormat.of().withUpperCase().formatHex(digest);
        return SubjectName.parse("/CN=" + text, Optional.empty()).x500Name();
    }

    private BigInteger serialNumber() {
        return new BigInteger(SERIAL_NUMBER_BITS, random).setBit(0);
    }

    /**
     * RFC 8894 §2.3: digitalSignature, and keyEncipherment if available. RFC 8813 §3 excludes it for EC keys; replies to
     * them are encrypted by key agreement.
     */
    private static Set<KeyUsage> uses(PublicKey key) {
        return key.getAlgorithm().equals("RSA")
                ? EnumSet.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_ENCIPHERMENT)
                : EnumSet.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_AGREEMENT);
    }

    private static X509Certificate decode(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    /** Detects a wrong key here, because servers refuse its signature without a reason. */
    private static void checkKey(X509Certificate certificate, PrivateKey key)
            throws GeneralSecurityException, CryptoException {
        PublicKey certified = certificate.getPublicKey();
        boolean same = (key instanceof RSAKey ours && certified instanceof RSAKey theirs)
                ? ours.getModulus().equals(theirs.getModulus())
                : isSignedWith(certified, certificate);
        if (!same) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "the private key is not the key of the request");
        }
    }

    private static boolean isSignedWith(PublicKey key, X509Certificate certificate) throws GeneralSecurityException {
        try {
            certificate.verify(key);
            return true;
        } catch (SignatureException | InvalidKeyException e) {
            return false;
        }
    }
}
