package org.scepclient.testca.reply;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.EnvelopeRecipient;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.message.CertRep;
import org.scepclient.message.MessageType;
import org.scepclient.testca.authority.CertificateAuthority;

/**
 * A reply that is decided but not yet signed.
 *
 * @param reply its status and content
 * @param request the type of the message to which it replies
 * @param authority the CA that replies
 * @param algorithms the algorithms of the request
 * @param recipient the recipient of the encrypted content; empty if no key is available for one
 * @param requestedKey the public key in the certification request, if there is one
 * @param sender the certificate that signed the request, if it could be read
 */
public record ReplyDraft(
        CertRep reply,
        MessageType request,
        CertificateAuthority authority,
        Algorithms algorithms,
        Optional<EnvelopeRecipient> recipient,
        Optional<PublicKey> requestedKey,
        Optional<X509Certificate> sender) {

    public ReplyDraft with(CertRep other) {
        return new ReplyDraft(other, request, authority, algorithms, recipient, requestedKey, sender);
    }

    /**
     * The recipient of the encrypted content.
     *
     * @throws CryptoException if no key is available for one
     */
    public EnvelopeRecipient requireRecipient() throws CryptoException {
        return recipient.orElseThrow(() -> new CryptoException(
                ErrorCode.KEY_UNUSABLE, "the client's key cannot be encrypted to and there is no challenge password"));
    }
}
