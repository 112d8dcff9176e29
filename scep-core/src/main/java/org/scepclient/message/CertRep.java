package org.scepclient.message;

import java.util.Optional;
import org.scepclient.cms.CertificatesOnly;

/** The CA's answer (RFC 8894 §3.3.2). */
public sealed interface CertRep {

    TransactionId transactionId();

    /** The senderNonce of the message that this answers. */
    Nonce recipientNonce();

    PkiStatus status();

    /** Granted; {@code content} has the certificates or the CRL. */
    record Success(TransactionId transactionId, Nonce recipientNonce, CertificatesOnly content) implements CertRep {
        @Override
        public PkiStatus status() {
            return PkiStatus.SUCCESS;
        }
    }

    /** Waits for a decision; the client polls. */
    record Pending(TransactionId transactionId, Nonce recipientNonce) implements CertRep {
        @Override
        public PkiStatus status() {
            return PkiStatus.PENDING;
        }
    }

    /**
     * Refused.
     *
     * @param failInfo empty when the server gave none
     * @param failInfoText the server's own words, if it sent any
     */
    record Failure(
            TransactionId transactionId,
            Nonce recipientNonce,
            Optional<FailInfo> failInfo,
            Optional<String> failInfoText)
            implements CertRep {
        @Override
        public PkiStatus status() {
            return PkiStatus.FAILURE;
        }
    }
}
