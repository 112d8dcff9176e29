package org.scepclient.error;

import org.jspecify.annotations.Nullable;

/** A file cannot be read, parsed or written; the message names the file. */
public final class StorageException extends ScepException {
    private static final long serialVersionUID = 1L;

    public StorageException(String place, String problem) {
        super(ErrorCode.STORAGE, place + ": " + problem, null);
    }

    public StorageException(String place, String problem, @Nullable Throwable cause) {
        super(ErrorCode.STORAGE, place + ": " + problem, cause);
    }
}
