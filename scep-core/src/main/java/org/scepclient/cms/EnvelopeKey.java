package org.scepclient.cms;

import java.security.cert.X509Certificate;
import org.scepclient.value.Secret;

/** The key for an EnvelopedData or an AuthEnvelopedData. */
public sealed interface EnvelopeKey {

    /**
     * A key with the certificate that identifies it in a message: an RSA key in a KeyTransRecipientInfo, an EC key in a
     * KeyAgreeRecipientInfo.
     */
    record PrivateKey(ProviderKey key, X509Certificate certificate) implements EnvelopeKey {}

    /** The challengePassword of a PasswordRecipientInfo. */
    record Password(Secret password) implements EnvelopeKey {}

    /**
     * Either of them: servers encrypt replies to an EC key with key agreement (NDES, RFC 5753) or with the
     * challengePassword (RFC 8894 §3).
     */
    record KeyOrPassword(PrivateKey key, Password password) implements EnvelopeKey {}
}
