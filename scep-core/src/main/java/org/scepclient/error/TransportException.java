package org.scepclient.error;

import org.jspecify.annotations.Nullable;

/** There is no usable HTTP response, because of the host, the connection, TLS, a time-out, the status or the size. */
public final class TransportException extends ScepException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;
    private final int status;

    public TransportException(ErrorCode code, String message, boolean retryable, @Nullable Throwable cause) {
        super(code, message, cause);
        this.retryable = retryable;
        this.status = 0;
    }

    /** For a response with an error status. */
    public TransportException(String message, int status, boolean retryable) {
        super(ErrorCode.HTTP_STATUS, message, null);
        this.retryable = retryable;
        this.status = status;
    }

    /** True if the same request may succeed later, for example after a time-out or a 503. */
    public boolean retryable() {
        return retryable;
    }

    /** True if the server refused the request itself (RFC 9110 §15.5): repeating it is useless. */
    public boolean refusesRequest() {
        return status >= 400 && status < 500 && !retryable;
    }
}
