package org.scepclient.message;

import java.security.SecureRandom;
import org.scepclient.value.Bytes;

/** A senderNonce or recipientNonce (RFC 8894 §3.2.1.5): 16 bytes, new in every message. */
public record Nonce(Bytes value) {
    /** The length in bytes. */
    public static final int LENGTH = 16;

    public Nonce {
        if (value.length() != LENGTH) {
            throw new IllegalArgumentException("expected a nonce of " + LENGTH + " bytes, found " + value.length());
        }
    }

    public static Nonce random(SecureRandom random) {
        byte[] bytes = new byte[LENGTH];
        random.nextBytes(bytes);
        return new Nonce(Bytes.of(bytes));
    }

    @Override
    public String toString() {
        return value.toHex();
    }
}
