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
    private final int status;
    private final Remedy remedy;

    public TransportException(ErrorCode code, String message, boolean retryable, @Nullable Throwable cause) {
        super(code, message, cause);
        this.retryable = retryable;
        this.status = 0;
        this.remedy = Remedy.NONE;
    }

    /** For a response with an error status. */
    public TransportException(String message, int status, boolean retryable) {
        super(ErrorCode.HTTP_STATUS, message, null);
        this.retryable = retryable;
        this.status = status;
        this.remedy = Remedy.NONE;
    }

    private TransportException(TransportException other, Remedy remedy) {
        super(other.code(), other.getMessage(), other.getCause());
        this.retryable = other.retryable;
        this.status = other.status;
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

    /** True if the server refused the request itself (RFC 9110 §15.5): repeating it is useless. */
    public boolean refusesRequest() {
        return status >= 400 && status < 500 && !retryable;
    }

    /** The HTTP status of the response; 0 without one. */
    public int status() {
        return status;
    }

    /** For the name of an option or a setting, which only the caller knows. */
    public Remedy remedy() {
        return remedy;
    }
}
