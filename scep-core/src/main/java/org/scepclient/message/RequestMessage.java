package org.scepclient.message;

/**
 * A client's message (RFC 8894 §3.2).
 *
 * @param transactionId the same in all messages of one operation
 * @param senderNonce new in every message, including polls; the reply repeats it
 * @param body the content
 */
public record RequestMessage(TransactionId transactionId, Nonce senderNonce, RequestBody body) {}
