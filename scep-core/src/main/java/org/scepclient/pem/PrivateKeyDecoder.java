package org.scepclient.pem;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;

/** Decodes unencrypted private keys. Malformed keys cause any of the declared exceptions or an unchecked one. */
final class PrivateKeyDecoder {
    private PrivateKeyDecoder() {}

    static PrivateKey decode(String label, byte[] content) throws IOException, GeneralSecurityException {
        return switch (label) {
            case "PRIVATE KEY" -> pkcs8(content);
            case "RSA PRIVATE KEY" -> pkcs1(content);
            case "EC PRIVATE KEY" -> sec1(content);
            case "OPENSSH PRIVATE KEY" ->
                throw new NoSuchAlgorithmException(
                        "the format of OpenSSH is not supported; convert the key with ssh-keygen -p -m PEM");
            default -> throw new NoSuchAlgorithmException("keys of this type are not supported; use an RSA or EC key");
        };
    }

    // RFC 5208 §5
    private static PrivateKey pkcs8(byte[] content) throws GeneralSecurityException {
        String algorithm = PrivateKeyInfo.getInstance(content)
                .getPrivateKeyAlgorithm()
                .getAlgorithm()
                .getId();
        return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(content));
    }

    // RFC 8017 appendix A.1.2
    private static PrivateKey pkcs1(byte[] content) throws IOException, GeneralSecurityException {
        var algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
        return wrapped(new PrivateKeyInfo(algorithm, ASN1Sequence.getInstance(content)));
    }

    // RFC 5915 §3
    private static PrivateKey sec1(byte[] content) throws IOException, GeneralSecurityException {
        ECPrivateKey key = ECPrivateKey.getInstance(content);
        if (key.getParametersObject() == null) {
            throw new InvalidKeyException("the EC key does not name its curve");
        }
        var algorithm = new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject());
        return wrapped(new PrivateKeyInfo(algorithm, withoutParameters(key)));
    }

    /** Removes the curve, which is outside the key in PKCS#8 (RFC 5915 §1), so that both forms yield the same key. */
    private static DERSequence withoutParameters(ECPrivateKey key) {
        ASN1EncodableVector kept = new ASN1EncodableVector();
        for (ASN1Encodable part : (ASN1Sequence) key.toASN1Primitive()) {
            if (!(part instanceof ASN1TaggedObject tagged && tagged.hasContextTag(0))) {
                kept.add(part);
            }
        }
        return new DERSequence(kept);
    }

    private static PrivateKey wrapped(PrivateKeyInfo key) throws IOException, GeneralSecurityException {
        return pkcs8(key.getEncoded(ASN1Encoding.DER));
    }
}
