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
 * The signer of the messages, for which the replies are encrypted.
 *
 * @param signer the key and its certificate: first a self-signed one, later the one to renew
 * @param challenge the challengePassword, which also replaces a key that cannot encrypt (RFC 8894 §3)
 */
public record Requester(Signer signer, Optional<Secret> challenge) {

    public static Requester of(Signer signer) {
        return new Requester(signer, Optional.empty());
    }

    /**
     * The key for the envelope of the reply. For an EC key, the server chooses between key agreement (RFC 5753) and the
     * challenge password (RFC 8894 §3).
     *
     * @throws CryptoException if neither is possible, so that a reply could not be decrypted
     */
    EnvelopeKey envelopeKey() throws CryptoException {
        EnvelopeKey.PrivateKey own = new EnvelopeKey.PrivateKey(signer.key(), signer.certificate());
        boolean rsa = signer.certificate().getPublicKey().getAlgorithm().equals("RSA");
        if (rsa || (signer.key().canAgree() && challenge.isEmpty())) {
            return own;
        }
        EnvelopeKey.Password password = challenge.map(EnvelopeKey.Password::new).orElseThrow(this::cannotDecrypt);
        return signer.key().canAgree() ? new EnvelopeKey.KeyOrPassword(own, password) : password;
    }

    /** The recipient of the request; the type of RecipientInfo depends on its key. */
    EnvelopeRecipient recipient(X509Certificate ca) throws CryptoException {
        return EnvelopeRecipient.of(ca, challenge)
                .orElseThrow(() -> new CryptoException(
                        ErrorCode.KEY_UNUSABLE,
                        "cannot encrypt the request: the CA's key is not an RSA key, and there is no challenge password;"
                                + " use one if the server supports PasswordRecipientInfo"));
    }

    private CryptoException cannotDecrypt() {
        return new CryptoException(
                ErrorCode.KEY_UNUSABLE,
                "cannot decrypt a reply: the signer's key ("
                        + signer.key().privateKey().getAlgorithm()
                        + ") supports neither decryption nor key agreement, and there is no challenge password; use an"
                        + " RSA or EC key that does, or a challenge password if the server supports"
                        + " PasswordRecipientInfo");
    }
}
