package org.scepclient.testca.http;

import java.time.Instant;
import java.util.Optional;
import org.scepclient.message.CertRep;
import org.scepclient.message.MessageType;
import org.scepclient.message.TransactionId;

/**
 * A SCEP request as the server received it.
 *
 * @param operation the value of the operation parameter
 * @param method GET or POST
 * @param messageType of a PKIOperation
 * @param transactionId of a PKIOperation
 * @param decision of a PKIOperation, before a fault changed the reply
 */
public record ReceivedOperation(
        Instant at,
        String operation,
        String method,
        Optional<MessageType> messageType,
        Optional<TransactionId> transactionId,
        Optional<CertRep.Status> decision) {}
