package org.scepclient.error;

import org.jspecify.annotations.Nullable;
import org.scepclient.value.Printable;
import org.scepclient.value.RedactedUrl;

/** The failure of an operation, with a stable {@link ErrorCode}. */
public abstract sealed class ScepException extends Exception
        permits TransportException, ProtocolException, TrustException, CryptoException, StorageException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    ScepException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(RedactedUrl.within(Printable.oneLine(message).strip()), cause);
        this.code = code;
    }

    public final ErrorCode code() {
        return code;
    }

    /** The message: one line with the place, the value and, if there is one, the remedy. */
    @Override
    public final String getMessage() {
        String message = super.getMessage();
        return message == null ? code.id() : message;
    }
}
