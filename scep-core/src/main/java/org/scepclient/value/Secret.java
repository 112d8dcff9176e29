package org.scepclient.value;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A password or passphrase: never printed, compared in constant time, read only by {@link #reveal}. */
public final class Secret {
    private final byte[] utf8;

    private Secret(byte[] utf8) {
        this.utf8 = utf8;
    }

    public static Secret of(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The content. A search for callers of this method finds all code that reads secrets. */
    public String reveal() {
        return new String(utf8, StandardCharsets.UTF_8);
    }

    public boolean isEmpty() {
        return utf8.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(utf8, that.utf8);
    }

    /** Constant, so that the hash reveals no part of the content. */
    @Override
    public int hashCode() {
        return 1;
    }

    @Override
    public String toString() {
        return "Secret[redacted]";
    }
}
