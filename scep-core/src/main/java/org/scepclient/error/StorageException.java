package org.scepclient.error;

import org.jspecify.annotations.Nullable;

/** A file cannot be read, parsed or written, or another process has it; the message names the file. */
public final class StorageException extends ScepException {
    private static final long serialVersionUID = 1L;

    private final String place;

    public StorageException(String place, String problem) {
        this(place, problem, null);
    }

    public StorageException(String place, String problem, @Nullable Throwable cause) {
        this(ErrorCode.STORAGE, place, problem, cause);
    }

    private StorageException(ErrorCode code, String place, String problem, @Nullable Throwable cause) {
        super(code, place + ": " + problem, cause);
        this.place = place;
    }

    /** Another process does already what this one should do ({@link ErrorCode#RUN_ACTIVE}). */
    public static StorageException runActive(String place, String problem) {
        return new StorageException(ErrorCode.RUN_ACTIVE, place, problem, null);
    }

    /** The beginning of the message: the file, perhaps with a line. */
    public String place() {
        return place;
    }
}
