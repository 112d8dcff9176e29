package org.scepclient.testca.reply;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.EnvelopeRecipient;
import org.scepclient.message.CertRep;
import org.scepclient.message.MessageType;
import org.scepclient.testca.authority.CertificateAuthority;

/**
 * A reply that is decided but not yet signed.
 *
 * @param reply what it says
 * @param request the type of the message that it answers
 * @param authority the CA in whose name it goes out
 * @param algorithms those that the request used
 * @param recipient whom a granted content is encrypted for; empty when nobody can read one
 * @param requestedKey the key that was to be certified, where one was
 * @param sender the certificate that signed the request, where it could be read
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
}
