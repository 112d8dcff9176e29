package org.scepclient.testca.authority;

import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.Signer;

/** A certificate with its private key. */
public record Identity(X509Certificate certificate, PrivateKey key) {

    static Identity of(X509Certificate certificate, KeyPair pair) {
        return new Identity(certificate, pair.getPrivate());
    }

    public Signer signer() {
        return new Signer(ProviderKey.of(key), certificate);
    }

    public EnvelopeKey envelopeKey() {
        return new EnvelopeKey.PrivateKey(ProviderKey.of(key), certificate);
    }

    public boolean isRsa() {
        return key.getAlgorithm().equals("RSA");
    }

    @Override
    public String toString() {
        return "Identity[" + certificate.getSubjectX500Principal() + "]";
    }
}
