package org.scepclient.testca.fault;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSASSAPSSparams;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.value.Bytes;

/** RSASSA-PSS (RFC 4056) with a salt as long as the digest. */
final class PssSignature {
    private PssSignature() {}

    static RSASSAPSSparams parameters(DigestAlgorithm digest) {
        AlgorithmIdentifier hash = new AlgorithmIdentifier(digest.oid(), DERNull.INSTANCE);
        return new RSASSAPSSparams(
                hash,
                new AlgorithmIdentifier(PKCSObjectIdentifiers.id_mgf1, hash),
                new ASN1Integer(length(digest)),
                RSASSAPSSparams.DEFAULT_TRAILER_FIELD);
    }

    static byte[] sign(PrivateKey key, DigestAlgorithm digest, Bytes content) {
        try {
            Signature engine = Signature.getInstance("RSASSA-PSS");
            engine.setParameter(new PSSParameterSpec(
                    digest.jcaName(),
                    "MGF1",
                    new MGF1ParameterSpec(digest.jcaName()),
                    length(digest),
                    PSSParameterSpec.TRAILER_FIELD_BC));
            engine.initSign(key);
            engine.update(content.toArray());
            return engine.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key does not sign with RSASSA-PSS", e);
        }
    }

    private static int length(DigestAlgorithm digest) {
        return digest.digest(new byte[0]).length;
    }
}
