package org.scepclient.cms;

import java.security.cert.X509Certificate;
import org.scepclient.value.Secret;

/** What opens an EnvelopedData. */
public sealed interface EnvelopeKey {

    /** An RSA key, with the certificate by which a KeyTransRecipientInfo names it. */
    record PrivateKey(ProviderKey key, X509Certificate certificate) implements EnvelopeKey {}

    /** The challengePassword of a PasswordRecipientInfo. */
    record Password(Secret password) implements EnvelopeKey {}
}
