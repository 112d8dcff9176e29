package org.scepclient.keys;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X962Parameters;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;

/** Derives the public key from a private key in memory. */
final class PublicKeyDerivation {
    private PublicKeyDerivation() {}

    static PublicKey of(PrivateKey key, String place) throws CryptoException {
        try {
            return switch (key) {
                case RSAPrivateCrtKey rsa ->
                    KeyFactory.getInstance("RSA")
                            .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
                case ECPrivateKey ec -> ecPublicKey(ec);
                default ->
                    throw new CryptoException(
                            ErrorCode.KEY_UNUSABLE,
                            place + ": keys of type " + key.getAlgorithm()
                                    + " are not supported; use an RSA or EC key");
            };
        } catch (GeneralSecurityException | IOException | IllegalArgumentException e) {
            throw new CryptoException(ErrorCode.KEY_UNUSABLE, place + ": cannot derive the public key", e);
        }
    }

    /** Q = dG (SEC 1 §3.2.1), on a named curve. */
    private static PublicKey ecPublicKey(ECPrivateKey key) throws GeneralSecurityException, IOException {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(key.getEncoded());
        X962Parameters parameters =
                X962Parameters.getInstance(info.getPrivateKeyAlgorithm().getParameters());
        if (!parameters.isNamedCurve()) {
            throw new IllegalArgumentException("its curve has no name");
        }
        X9ECParameters curve = CustomNamedCurves.getByOID(ASN1ObjectIdentifier.getInstance(parameters.getParameters()));
        if (curve == null) {
            throw new IllegalArgumentException("its curve is unknown");
        }
        BigInteger d = key.getS();
        ECPoint q = new FixedPointCombMultiplier().multiply(curve.getG(), d).normalize();
        SubjectPublicKeyInfo encoded = new SubjectPublicKeyInfo(info.getPrivateKeyAlgorithm(), q.getEncoded(false));
        return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(encoded.getEncoded()));
    }
}
