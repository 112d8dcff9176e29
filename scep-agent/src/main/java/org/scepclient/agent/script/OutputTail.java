package org.scepclient.agent.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads all that a process prints, so that it never waits for a reader, and keeps the end. */
final class OutputTail {
    private static final int KEPT = 8192;

    private final InputStream stream;
    private final Thread reader;
    private final byte[] ring = new byte[KEPT];
    private long length;

    private OutputTail(InputStream stream) {
        this.stream = stream;
        this.reader = new Thread(this::drain, "script-output");
        reader.setDaemon(true);
    }

    static OutputTail of(InputStream stream) {
        OutputTail tail = new OutputTail(stream);
        tail.reader.start();
        return tail;
    }

    private void drain() {
        byte[] buffer = new byte[1024];
        try {
            for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                keep(buffer, n);
            }
        } catch (IOException e) {
            // The process is gone, or nobody waits for its output any more.
        }
    }

    private synchronized void keep(byte[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            ring[(int) (length++ % KEPT)] = buffer[i];
        }
    }

    /** What was printed, waiting at most so long for the rest: a daemon may keep the stream open for ever. */
    String after(Duration wait) throws InterruptedException {
        reader.join(wait.toMillis());
        return text();
    }

    private synchronized String text() {
        int count = (int) Math.min(length, KEPT);
        byte[] kept = new byte[count];
        for (int i = 0; i < count; i++) {
            kept[i] = ring[(int) ((length - count + i) % KEPT)];
        }
        return new String(kept, UTF_8);
    }
}
