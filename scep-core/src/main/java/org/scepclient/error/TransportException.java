package org.scepclient.error;

import org.jspecify.annotations.Nullable;

/** There is no usable HTTP response, because of the host, the connection, TLS, a time-out, the status or the size. */
public final class TransportException extends ScepException {
    private static final long serialVersionUID = 1L;

    private final boolean retryable;

    public TransportException(ErrorCode code, String message, boolean retryable, @Nullable Throwable cause) {
        super(code, message, cause);
        this.retryable = retryable;
    }

    /** True if the same request may succeed later, for example after a time-out or a 503. */
    public boolean retryable() {
        return retryable;
    }
}
