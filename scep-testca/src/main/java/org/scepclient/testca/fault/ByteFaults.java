package org.scepclient.testca.fault;

import java.io.ByteArrayOutputStream;
import java.security.SecureRandom;
import java.util.Arrays;
import org.scepclient.value.Bytes;

/** Damage to an encoded message. */
record ByteFaults(SecureRandom random) {
    private static final int GARBAGE = 1000;
    private static final int NESTED = 100_000;

    Bytes apply(Fault fault, Bytes whole) {
        return switch (fault) {
            case EMPTY_BODY -> Bytes.empty();
            case TRUNCATED_TO_ONE_BYTE -> cut(whole, 1);
            case TRUNCATED_IN_LENGTH -> cut(whole, 3);
            case TRUNCATED_HALF -> cut(whole, whole.length() / 2);
            case TRUNCATED_LAST_BYTE -> cut(whole, whole.length() - 1);
            case TRAILING_GARBAGE -> joined(whole.toArray(), garbage().toArray());
            case LENGTH_HUGE ->
                joined(new byte[] {0x30, (byte) 0x84, 0x7f, (byte) 0xff, (byte) 0xff, 0}, whole.toArray());
            case NESTED_DEEPLY -> nested();
            default -> garbage();
        };
    }

    /** Random bytes that start neither like an ASN.1 value nor like a web page. */
    Bytes garbage() {
        byte[] bytes = new byte[GARBAGE];
        random.nextBytes(bytes);
        bytes[0] = 0;
        return Bytes.of(bytes);
    }

    static Bytes cut(Bytes whole, int length) {
        return Bytes.of(Arrays.copyOf(whole.toArray(), length));
    }

    private static Bytes joined(byte[] first, byte[] second) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(first);
        all.writeBytes(second);
        return Bytes.of(all.toByteArray());
    }

    /** Nested {@code SEQUENCE}s of indefinite length, each with its end. */
    private static Bytes nested() {
        byte[] bytes = new byte[4 * NESTED];
        for (int i = 0; i < NESTED; i++) {
            bytes[2 * i] = 0x30;
            bytes[2 * i + 1] = (byte) 0x80;
        }
        return Bytes.of(bytes);
    }
}
