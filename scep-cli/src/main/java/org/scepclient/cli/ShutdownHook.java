package org.scepclient.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ends a command in order at a signal: interrupts the thread of the command, and lets the process end when the hook is
 * closed, or after ten seconds.
 */
public final class ShutdownHook implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Duration LONG_SLEEP = Duration.ofDays(1);

    private final Thread command = Thread.currentThread();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "scep-end");
    private volatile boolean success;

    /** Installs the hook. The process ends with the exit status of the signal, unless {@link #exitWithSuccess}. */
    public void install() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Makes the signal the normal end of the command: the process ends with exit code 0. */
    public void exitWithSuccess() {
        success = true;
    }

    /**
     * Waits for the signal, which is the normal end of the command, as after {@link #exitWithSuccess}. Does not wait if the
     * output of the command is lost.
     */
    public void awaitSignal(CommandContext context) {
        exitWithSuccess();
        if (context.console().out().isLost()) {
            return;
        }
        try {
            while (true) {
                context.sleeper().sleep(LONG_SLEEP);
            }
        } catch (InterruptedException e) {
            // The signal.
        }
    }

    private void interrupt() {
        command.interrupt();
        try {
            boolean inTime = closed.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            if (inTime && success) {
                Runtime.getRuntime().halt(0);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending, and waits for this call.
        }
    }
}
