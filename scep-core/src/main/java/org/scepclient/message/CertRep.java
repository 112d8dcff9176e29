package org.scepclient.message;

import java.util.Optional;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.error.ProtocolException;

/** The CA's reply (RFC 8894 §3.3.2). */
public sealed interface CertRep {

    /** The pkiStatus attribute (RFC 8894 §3.2.1.3): decimal digits in a PrintableString. */
    public enum Status {
        SUCCESS(0),
        FAILURE(2),
        PENDING(3);

        private final int number;

        Status(int number) {
            this.number = number;
        }

        public String encoded() {
            return Integer.toString(number);
        }

        static Status of(String digits) throws ProtocolException {
            for (Status status : values()) {
                if (status.encoded().equals(digits)) {
                    return status;
                }
            }
            throw ProtocolException.attribute("pkiStatus", "has the unknown value '" + digits + "'");
        }
    }

    TransactionId transactionId();

    /** The senderNonce of the request. */
    Nonce recipientNonce();

    Status status();

    /** The request is granted; {@code content} has the certificates or the CRL. */
    record Success(TransactionId transactionId, Nonce recipientNonce, CertificatesOnly content) implements CertRep {
        @Override
        public Status status() {
            return Status.SUCCESS;
        }
    }

    /** The request is pending; the client polls. */
    record Pending(TransactionId transactionId, Nonce recipientNonce) implements CertRep {
        @Override
        public Status status() {
            return Status.PENDING;
        }
    }

    /**
     * The request is refused.
     *
     * @param failInfo empty if the server did not send one
     * @param failInfoText the server's explanation, if it sent one
     * @param reasonPhrase a further explanation from the HTTP status line of the reply, which is not signed
     */
    record Failure(
            TransactionId transactionId,
            Nonce recipientNonce,
            Optional<FailInfo> failInfo,
            Optional<String> failInfoText,
            Optional<String> reasonPhrase)
            implements CertRep {

        /** A refusal without a reason phrase. */
        public Failure(
                TransactionId transactionId,
                Nonce recipientNonce,
                Optional<FailInfo> failInfo,
                Optional<String> failInfoText) {
            this(transactionId, recipientNonce, failInfo, failInfoText, Optional.empty());
        }

        public Failure withReasonPhrase(String phrase) {
            return new Failure(transactionId, recipientNonce, failInfo, failInfoText, Optional.of(phrase));
        }

        @Override
        public Status status() {
            return Status.FAILURE;
        }

        /** The error with the code and the remedy of the failInfo, and the server's own words, if it sent any. */
        public ProtocolException error() {
            return error(Refusal.remedy(this));
        }

        /** As {@link #error()}, with a remedy that the caller knows better. */
        public ProtocolException error(ProtocolException.Remedy remedy) {
            return Refusal.of(this, remedy);
        }
    }
}
