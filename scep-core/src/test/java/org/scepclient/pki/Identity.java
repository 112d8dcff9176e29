package org.scepclient.pki;

import java.security.KeyPair;
import java.security.cert.X509Certificate;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.cms.EnvelopeRecipient;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.Signer;

/** A key pair with a certificate for it. */
public record Identity(KeyPair keys, X509Certificate certificate) {

    public Signer signer() {
        return new Signer(ProviderKey.of(keys.getPrivate()), certificate);
    }

    public EnvelopeKey envelopeKey() {
        return new EnvelopeKey.PrivateKey(ProviderKey.of(keys.getPrivate()), certificate);
    }

    public EnvelopeRecipient recipient() {
        return new EnvelopeRecipient.Certificate(certificate);
    }
}
