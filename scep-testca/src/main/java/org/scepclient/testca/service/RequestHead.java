package org.scepclient.testca.service;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1String;
import org.scepclient.cms.SignedMessage;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ProtocolException;
import org.scepclient.message.Nonce;
import org.scepclient.message.ScepAttribute;
import org.scepclient.message.TransactionId;
import org.scepclient.value.Bytes;

/** The attributes of an unacceptable request that a FAILURE has to repeat. */
record RequestHead(TransactionId transactionId, Nonce senderNonce) {

    /** Empty if the message lacks one of them. */
    static Optional<RequestHead> of(Bytes message) {
        try {
            SignedMessage signed = SignedMessage.decode(message, AlgorithmRules.readable());
            var id = signed.attribute("transactionID", ScepAttribute.TRANSACTION_ID.oid());
            var nonce = signed.attribute("senderNonce", ScepAttribute.SENDER_NONCE.oid());
            if (id.isPresent()
                    && id.get() instanceof ASN1String text
                    && nonce.isPresent()
                    && nonce.get() instanceof ASN1OctetString octets) {
                return Optional.of(
                        new RequestHead(new TransactionId(text.getString()), new Nonce(Bytes.of(octets.getOctets()))));
            }
            return Optional.empty();
        } catch (ProtocolException | CryptoException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
