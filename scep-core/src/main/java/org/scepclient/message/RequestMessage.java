package org.scepclient.message;

/**
 * A client's message (RFC 8894 §3.2).
 *
 * @param transactionId the same in all messages of one operation
 * @param senderNonce fresh in every message, polls too; the reply repeats it
 * @param body what is asked
 */
public record RequestMessage(TransactionId transactionId, Nonce senderNonce, RequestBody body) {}
