package org.scepclient.error;

import org.jspecify.annotations.Nullable;

/** A key or an algorithm is unusable: not supported, refused by policy, or not the expected key. */
public final class CryptoException extends ScepException {
    private static final long serialVersionUID = 1L;

    public CryptoException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public CryptoException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, cause == null ? message : message + ": " + OneLine.of(cause), cause);
    }
}
