package org.scepclient.testca.fault;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.bc.BcCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.scepclient.value.Bytes;

/** EnvelopedData for an EC key: an ephemeral key and ECDH (RFC 5753 §3.1). */
record KeyAgreementEnvelope(SecureRandom random) {

    Bytes write(Bytes content, X509Certificate to) {
        try {
            CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
            generator.addRecipientInfoGenerator(recipient(to));
            return Bytes.of(generator
                    .generate(
                            new CMSProcessableByteArray(content.toArray()),
                            new BcCMSContentEncryptorBuilder(CMSAlgorithm.AES128_CBC)
                                    .setSecureRandom(random)
                                    .build())
                    .toASN1Structure()
                    .getEncoded(ASN1Encoding.DER));
        } catch (CMSException | GeneralSecurityException | IOException e) {
            throw new IllegalStateException("the content is not encrypted to the EC key", e);
        }
    }

    private JceKeyAgreeRecipientInfoGenerator recipient(X509Certificate to) throws GeneralSecurityException {
        KeyPair ephemeral = ephemeral((ECPublicKey) to.getPublicKey());
        return new JceKeyAgreeRecipientInfoGenerator(
                        CMSAlgorithm.ECDH_SHA256KDF,
                        ephemeral.getPrivate(),
                        ephemeral.getPublic(),
                        CMSAlgorithm.AES128_WRAP)
                .addRecipient(to)
                .setSecureRandom(random)
                .setProvider(new BouncyCastleProvider());
    }

    private KeyPair ephemeral(ECPublicKey like) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(like.getParams(), random);
        return generator.generateKeyPair();
    }
}
