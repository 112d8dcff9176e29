package org.scepclient.operation;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.cms.EnvelopeRecipient;
import org.scepclient.cms.Signer;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.value.Secret;

/**
 * Who asks: signs the messages, and is who the replies are encrypted for.
 *
 * @param signer the key and its certificate: self-signed at first, then the one that is to be renewed
 * @param challenge the challengePassword, which also takes the place of a key that cannot encrypt (RFC 8894 §3)
 */
public record Requester(Signer signer, Optional<Secret> challenge) {

    public static Requester of(Signer signer) {
        return new Requester(signer, Optional.empty());
    }

    /** What opens the reply's envelope. */
    EnvelopeKey envelopeKey() throws CryptoException {
        if (signer.certificate().getPublicKey().getAlgorithm().equals("RSA")) {
            return new EnvelopeKey.PrivateKey(signer.key(), signer.certificate());
        }
        return challenge
                .<EnvelopeKey>map(EnvelopeKey.Password::new)
                .orElseThrow(() -> cannotEncrypt("the signer's key"));
    }

    /** Whom the request is encrypted for, by what kind of RecipientInfo. */
    EnvelopeRecipient recipient(X509Certificate ca) throws CryptoException {
        return EnvelopeRecipient.of(ca, challenge).orElseThrow(() -> cannotEncrypt("the CA's key"));
    }

    private static CryptoException cannotEncrypt(String whose) {
        return new CryptoException(
                ErrorCode.KEY_UNUSABLE,
                whose + " is no RSA key and there is no challenge password, so nothing can be encrypted;"
                        + " use an RSA key, or a challenge password if the server knows PasswordRecipientInfo");
    }
}
