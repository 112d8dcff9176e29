package org.scepclient.error;

import org.jspecify.annotations.Nullable;

/** There is no usable HTTP response, because of the host, the connection, TLS, a time-out, the status or the size. */
public final class TransportException extends ScepException {
    private static final long serialVersionUID = 1L;

    /** A change of the client's settings that may help. */
    public enum Remedy {
        /** None is known. */
        NONE,
        /** A longer time limit. */
        MORE_TIME,
        /** Another list of trusted CA certificates for TLS. */
        TLS_TRUST
    }

    private final boolean retryable;
    private final Remedy remedy;

    public TransportException(ErrorCode code, String message, boolean retryable, @Nullable Throwable cause) {
        super(code, message, cause);
        this.retryable = retryable;
        this.remedy = Remedy.NONE;
    }

    private TransportException(TransportException other, Remedy remedy) {
        super(other.code(), other.getMessage(), other.getCause());
        this.retryable = other.retryable;
        this.remedy = remedy;
    }

    /** The same error, with a remedy that the message describes without the name of a setting. */
    public TransportException with(Remedy known) {
        return new TransportException(this, known);
    }

    /** True if the same request may succeed later, for example after a time-out or a 503. */
    public boolean retryable() {
        return retryable;
    }

    /** For the name of an option or a setting, which only the caller knows. */
    public Remedy remedy() {
        return remedy;
    }
}
