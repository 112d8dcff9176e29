package org.scepclient.error;

import org.jspecify.annotations.Nullable;

/** A key or an algorithm cannot do what is asked: unsupported, refused by policy, or a wrong key. */
public final class CryptoException extends ScepException {
    private static final long serialVersionUID = 1L;

    private final boolean refusedByPolicy;

    public CryptoException(ErrorCode code, String message) {
        this(code, message, null);
    }

    public CryptoException(ErrorCode code, String message, @Nullable Throwable cause) {
        super(code, cause == null ? message : message + ": " + OneLine.of(cause), cause);
        this.refusedByPolicy = false;
    }

    private CryptoException(String message) {
        super(ErrorCode.ALGORITHM_REFUSED, message, null);
        this.refusedByPolicy = true;
    }

    /**
     * The policy refuses a supported algorithm.
     *
     * @param use the use of the algorithm, for example {@code the message is signed with SHA-1}
     */
    public static CryptoException refusedByPolicy(String use) {
        return new CryptoException(use + ", which the policy refuses");
    }

    /** True if a more permissive policy would accept the algorithm. */
    public boolean refusedByPolicy() {
        return refusedByPolicy;
    }
}
