package org.scepclient.testca.http;

import java.time.Instant;
import java.util.Optional;
import org.scepclient.message.MessageType;
import org.scepclient.message.PkiStatus;
import org.scepclient.message.TransactionId;

/**
 * One SCEP request as the server saw it.
 *
 * @param operation the value of the operation parameter
 * @param method GET or POST
 * @param messageType of a PKIOperation
 * @param transactionId of a PKIOperation
 * @param decision of a PKIOperation, whatever a fault then made of it
 */
public record ReceivedOperation(
        Instant at,
        String operation,
        String method,
        Optional<MessageType> messageType,
        Optional<TransactionId> transactionId,
        Optional<PkiStatus> decision) {}
