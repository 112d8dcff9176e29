package org.scepclient.agent.script;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;

/** Reads the output of a process, so that the process never blocks, and keeps its end. */
final class OutputTail {
    private static final int CAPACITY = 8192;

    private final InputStream stream;
    private final Thread reader;
    private final byte[] ring = new byte[CAPACITY];
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
            // The process has ended, or its output is no longer needed.
        }
    }

    private synchronized void keep(byte[] buffer, int count) {
        for (int i = 0; i < count; i++) {
            ring[(int) (length++ % CAPACITY)] = buffer[i];
        }
    }

    /** Returns the output, after waiting for its end. The timeout is for daemons that keep the stream open forever. */
    String await(Duration timeout) throws InterruptedException {
        reader.join(timeout.toMillis());
        return text();
    }

    private synchronized String text() {
        int count = (int) Math.min(length, CAPACITY);
        byte[] kept = new byte[count];
        for (int i = 0; i < count; i++) {
            kept[i] = ring[(int) ((length - count + i) % CAPACITY)];
        }
        return new String(kept, UTF_8);
    }
}
