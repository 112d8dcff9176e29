package org.scepclient.error;

import org.jspecify.annotations.Nullable;

/** A file cannot be read, parsed or written; the message names the file. */
public final class StorageException extends ScepException {
    private static final long serialVersionUID = 1L;

    private final String place;

    public StorageException(String place, String problem) {
        this(place, problem, null);
    }

    public StorageException(String place, String problem, @Nullable Throwable cause) {
        super(ErrorCode.STORAGE, place + ": " + problem, cause);
        this.place = place;
    }

    /** The beginning of the message: the file, perhaps with a line. */
    public String place() {
        return place;
    }
}
