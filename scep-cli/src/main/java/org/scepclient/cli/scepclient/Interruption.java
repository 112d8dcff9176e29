package org.scepclient.cli.scepclient;

import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Turns the signal to end into an interrupt of the thread that works, and lets it put its things in order before the
 * process ends.
 */
final class Interruption implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Thread worker = Thread.currentThread();
    private final CountDownLatch done = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "scep-end");

    private final OptionalInt status;

    private Interruption(OptionalInt status) {
        this.status = status;
    }

    /** The process ends as one that was killed by the signal. */
    static Interruption onSignal() {
        return begin(OptionalInt.empty());
    }

    /** The signal is the normal end: the process ends with exit code 0. */
    static Interruption normalEnd() {
        return begin(OptionalInt.of(Command.SUCCESS));
    }

    private static Interruption begin(OptionalInt status) {
        Interruption interruption = new Interruption(status);
        Runtime.getRuntime().addShutdownHook(interruption.hook);
        return interruption;
    }

    /** The work is done; the process may end at once. */
    void finished() {
        done.countDown();
    }

    private void interrupt() {
        worker.interrupt();
        try {
            boolean finished = done.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (finished && status.isPresent()) {
                Runtime.getRuntime().halt(status.getAsInt());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        done.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, which is why the work was interrupted.
        }
    }
}
