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

    /**
     * What opens the reply's envelope. An EC key is answered by key agreement (RFC 5753), or under the challenge
     * password (RFC 8894 §3); the server chooses.
     *
     * @throws CryptoException if neither can be: a reply could not be read, so nothing is to be sent
     */
    EnvelopeKey envelopeKey() throws CryptoException {
        EnvelopeKey.PrivateKey own = new EnvelopeKey.PrivateKey(signer.key(), signer.certificate());
        boolean rsa = signer.certificate().getPublicKey().getAlgorithm().equals("RSA");
        if (rsa || (signer.key().canAgree() && challenge.isEmpty())) {
            return own;
        }
        EnvelopeKey.Password password = challenge.map(EnvelopeKey.Password::new).orElseThrow(this::cannotBeAnswered);
        return signer.key().canAgree() ? new EnvelopeKey.KeyOrPassword(own, password) : password;
    }

    /** Whom the request is encrypted for, by what kind of RecipientInfo. */
    EnvelopeRecipient recipient(X509Certificate ca) throws CryptoException {
        return EnvelopeRecipient.of(ca, challenge)
                .orElseThrow(() -> new CryptoException(
                        ErrorCode.KEY_UNUSABLE,
                        "the CA's key is no RSA key and there is no challenge password, so nothing can be encrypted to"
                                + " it; use a challenge password if the server knows PasswordRecipientInfo"));
    }

    private CryptoException cannotBeAnswered() {
        return new CryptoException(
                ErrorCode.KEY_UNUSABLE,
                "the signer's key (" + signer.key().privateKey().getAlgorithm()
                        + ") can neither decrypt nor agree on a key, and there is no challenge password, so a reply"
                        + " could not be read; use an RSA or EC key that can, or a challenge password if the server"
                        + " knows PasswordRecipientInfo");
    }
}
