package org.scepclient.testca.service;

import java.time.Instant;
import org.scepclient.message.TransactionId;
import org.scepclient.pkcs10.CertificationRequest;

/** A request that waits for a decision. */
public record PendingRequest(TransactionId transactionId, CertificationRequest request, Instant received) {}
