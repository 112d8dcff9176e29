package org.scepclient.it.pki;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.CRLException;
import java.security.cert.CertificateException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.operator.ContentSigner;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** A CA certificate and its key. */
public record Authority(X509Certificate certificate, PrivateKey key) {

    private static final Duration BACKDATED = Duration.ofMinutes(5);
    private static final Duration VALIDITY = Duration.ofDays(365);

    public static Authority selfSigned(String name, Extensions extensions) {
        return selfSigned(name, newRsaKey(), extensions);
    }

    public static Authority selfSigned(String name, KeyPair pair, Extensions extensions) {
        X500Name dn = new X500Name(name);
        X509Certificate certificate = sign(dn, dn, pair, new Body(pair.getPublic(), extensions, VALIDITY));
        return new Authority(certificate, pair.getPrivate());
    }

    /** Issues a certificate for a new key. */
    public Authority subordinate(String name, Extensions extensions) {
        KeyPair pair = newRsaKey();
        return new Authority(issue(new X500Name(name), pair.getPublic(), extensions), pair.getPrivate());
    }

    public X509Certificate issue(X500Name subject, PublicKey publicKey, Extensions extensions) {
        return issue(subject, publicKey, extensions, VALIDITY);
    }

    /** Issues a certificate with this validity period. */
    public X509Certificate issue(X500Name subject, PublicKey publicKey, Extensions extensions, Duration validity) {
        KeyPair own = new KeyPair(certificate.getPublicKey(), key);
        return sign(subject(), subject, own, new Body(publicKey, extensions, validity));
    }

    /** Issues a current CRL with these serial numbers. */
    public X509CRL crl(Collection<BigInteger> revoked) {
        Instant now = Instant.now();
        X509v2CRLBuilder builder = new X509v2CRLBuilder(subject(), Date.from(now.minus(BACKDATED)));
        builder.setNextUpdate(Date.from(now.plus(VALIDITY)));
        revoked.forEach(serial -> builder.addCRLEntry(serial, Date.from(now), CRLReason.superseded));
        try {
            return new JcaX509CRLConverter().getCRL(builder.build(signer(key)));
        } catch (CRLException e) {
            throw new IllegalStateException(e);
        }
    }

    public X500Name subject() {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    public static KeyPair newRsaKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private record Body(PublicKey publicKey, Extensions extensions, Duration validity) {}

    private static X509Certificate sign(X500Name issuer, X500Name subject, KeyPair issuerKey, Body body) {
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = new X509v3CertificateBuilder(
                issuer,
                new BigInteger(127, new SecureRandom()).setBit(120),
                Date.from(now.minus(BACKDATED)),
                Date.from(now.plus(body.validity())),
                subject,
                SubjectPublicKeyInfo.getInstance(body.publicKey().getEncoded()));
        try {
            for (Extensions.Entry entry : body.extensions().entries()) {
                builder.addExtension(entry.oid(), entry.critical(), entry.value());
            }
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer(issuerKey.getPrivate())));
        } catch (CertificateException | CertIOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ContentSigner signer(PrivateKey key) {
        try {
            return new JcaContentSignerBuilder("SHA256withRSA").build(key);
        } catch (OperatorCreationException e) {
            throw new IllegalStateException(e);
        }
    }
}
