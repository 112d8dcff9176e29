package org.scepclient.testca.service;

import java.time.Instant;
import org.scepclient.message.TransactionId;
import org.scepclient.pkcs10.CertificationRequest;

/** A request without a decision so far. */
public record PendingRequest(TransactionId transactionId, CertificationRequest request, Instant received) {}
