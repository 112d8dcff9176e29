package org.scepclient.pem;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CRLException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Collection;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/** Writes PEM text like OpenSSL: lines of 64 characters that end with LF. */
public final class PemWriter {
    private PemWriter() {}

    public static String certificate(X509Certificate certificate) {
        try {
            return PemText.write(PemKind.CERTIFICATE.label(), certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a decoded certificate cannot be encoded again", e);
        }
    }

    /** Writes one block per certificate. */
    public static String certificates(Collection<X509Certificate> certificates) {
        StringBuilder text = new StringBuilder();
        certificates.forEach(certificate -> text.append(certificate(certificate)));
        return text.toString();
    }

    public static String crl(X509CRL crl) {
        try {
            return PemText.write(PemKind.CRL.label(), crl.getEncoded());
        } catch (CRLException e) {
            throw new IllegalStateException("a decoded CRL cannot be encoded again", e);
        }
    }

    public static String request(CertificationRequest request) {
        return PemText.write(PemKind.REQUEST.label(), request.der().toArray());
    }

    /** Writes a CMS ContentInfo with the label PKCS7, like OpenSSL's {@code PEM_write_PKCS7}. */
    public static String message(Bytes contentInfo) {
        return PemText.write(PemKind.MESSAGE.label(), contentInfo.toArray());
    }

    /** Writes an unencrypted key as PKCS#8. */
    public static String privateKey(PrivateKey key) throws CryptoException {
        return PemText.write(PemKind.PRIVATE_KEY.label(), pkcs8(key));
    }

    /** Writes an unencrypted RSA key as PKCS#1, the only format that some services read. */
    public static String rsaPrivateKey(PrivateKey key) throws CryptoException {
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(pkcs8(key));
            if (!info.getPrivateKeyAlgorithm().getAlgorithm().equals(PKCSObjectIdentifiers.rsaEncryption)) {
                throw new CryptoException(
                        ErrorCode.KEY_UNUSABLE,
                        "a key of type " + key.getAlgorithm() + " has no PKCS#1 form; write PKCS#8");
            }
            return PemText.write(
                    "RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "the RSA key cannot be encoded", e);
        }
    }

    /** Writes a key as PKCS#8, encrypted with AES-256 and a key derived from {@code passphrase}. */
    public static String encryptedPrivateKey(PrivateKey key, Secret passphrase, SecureRandom random)
            throws CryptoException {
        if (passphrase.isEmpty()) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "the passphrase for the private key is empty");
        }
        return PemText.write("ENCRYPTED PRIVATE KEY", EncryptedPrivateKey.encrypt(pkcs8(key), passphrase, random));
    }

    private static byte[] pkcs8(PrivateKey key) throws CryptoException {
        byte[] encoded = key.getEncoded();
        if (encoded == null) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, "the private key cannot leave its token");
        }
        return encoded;
    }
}
