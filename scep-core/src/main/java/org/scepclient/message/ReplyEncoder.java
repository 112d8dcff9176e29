package org.scepclient.message;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.cms.Attribute;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.EnvelopeRecipient;
import org.scepclient.cms.EnvelopeWriter;
import org.scepclient.cms.SignedMessageWriter;
import org.scepclient.cms.SignedMessageWriter.SignatureIdentifier;
import org.scepclient.cms.Signer;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/**
 * Encodes a CA's CertRep (RFC 8894 §3.3.2).
 *
 * @param signer the CA or its RA
 * @param algorithms the algorithms of the envelope and of the signature
 * @param random generates nonces and content keys
 */
public record ReplyEncoder(Signer signer, Algorithms algorithms, SecureRandom random) {

    /** Encodes a reply; only a SUCCESS has an envelope for {@code recipient}, the client. */
    public Bytes encode(CertRep reply, EnvelopeRecipient recipient) throws CryptoException, ProtocolException {
        return sign(attributes(reply), content(reply, recipient));
    }

    /** The signed attributes of a reply. */
    public List<Attribute> attributes(CertRep reply) {
        List<Attribute> attributes = new ArrayList<>();
        attributes.add(
                ScepAttribute.TRANSACTION_ID.printable(reply.transactionId().value()));
        attributes.add(ScepAttribute.MESSAGE_TYPE.printable(MessageType.CERT_REP.encoded()));
        attributes.add(ScepAttribute.PKI_STATUS.printable(reply.status().encoded()));
        attributes.add(ScepAttribute.SENDER_NONCE.octets(Nonce.random(random).value()));
        attributes.add(
                ScepAttribute.RECIPIENT_NONCE.octets(reply.recipientNonce().value()));
        if (reply instanceof CertRep.Failure failure) {
            failure.failInfo().ifPresent(info -> attributes.add(ScepAttribute.FAIL_INFO.printable(info.encoded())));
            failure.failInfoText().ifPresent(text -> attributes.add(ScepAttribute.FAIL_INFO_TEXT.utf8(text)));
        }
        return attributes;
    }

    /** The envelope of a SUCCESS; empty for the others. */
    public Bytes content(CertRep reply, EnvelopeRecipient recipient) throws CryptoException, ProtocolException {
        if (!(reply instanceof CertRep.Success success)) {
            return Bytes.empty();
        }
        return new EnvelopeWriter(algorithms.cipher(), random)
                .write(success.content().encode(), recipient);
    }

    /** Signs the results of {@link #attributes} and {@link #content}. */
    public Bytes sign(List<Attribute> attributes, Bytes content) throws CryptoException {
        return new SignedMessageWriter(signer, algorithms.digest(), SignatureIdentifier.KEY_ONLY)
                .write(attributes, content);
    }
}
