package org.scepclient.message;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.EncodedTime;
import org.scepclient.cms.EnvelopeRecipient;
import org.scepclient.cms.EnvelopeWriter;
import org.scepclient.cms.SignedMessageWriter;
import org.scepclient.cms.SignedMessageWriter.SignatureIdentifier;
import org.scepclient.cms.Signer;
import org.scepclient.error.CryptoException;
import org.scepclient.value.Bytes;

/**
 * Encodes a client's message: the body in an envelope for the CA, inside a SignedData (RFC 8894 §3), all in DER.
 *
 * @param signer signs the message, which contains its certificate; the reply is encrypted to it
 * @param recipient the recipient of the encrypted body
 * @param algorithms the algorithms, chosen from the CA's capabilities
 * @param random generates content keys
 */
public record RequestEncoder(Signer signer, EnvelopeRecipient recipient, Algorithms algorithms, SecureRandom random) {

    /** Encodes a request; some servers refuse a {@code signingTime} that is off by more than five minutes. */
    public Bytes encode(RequestMessage message, Instant signingTime) throws CryptoException {
        RequestBody body = message.body();
        Bytes envelope = new EnvelopeWriter(algorithms.cipher(), random).write(body.content(), recipient);
        List<Attribute> attributes = List.of(
                new Attribute(CMSAttributes.signingTime, new DERSet(EncodedTime.of(signingTime))),
                ScepAttribute.TRANSACTION_ID.printable(message.transactionId().value()),
                ScepAttribute.MESSAGE_TYPE.printable(body.type().encoded()),
                ScepAttribute.SENDER_NONCE.octets(message.senderNonce().value()));
        return new SignedMessageWriter(signer, algorithms.digest(), SignatureIdentifier.KEY_ONLY)
                .write(attributes, envelope);
    }
}
