package org.scepclient.cli.scepclient;

import java.time.Duration;
import org.scepclient.transport.Sleeper;

/** A command that goes on until the process is told to end, which is its normal end: exit code 0. */
final class Serving implements AutoCloseable {
    private static final Duration FOREVER = Duration.ofDays(1);

    private final Sleeper sleeper;
    private final Runnable cleanUp;
    private final Thread hook = new Thread(this::end, "scep-end");
    private volatile boolean serving;

    private Serving(Sleeper sleeper, Runnable cleanUp) {
        this.sleeper = sleeper;
        this.cleanUp = cleanUp;
    }

    /** From now on {@code cleanUp} is done at the end, whether it comes by a signal or by {@link #close}. */
    static Serving begin(Sleeper sleeper, Runnable cleanUp) {
        Serving begun = new Serving(sleeper, cleanUp);
        Runtime.getRuntime().addShutdownHook(begun.hook);
        return begun;
    }

    /** Waits for the signal; returns only when the thread is interrupted. */
    void untilEnded() {
        serving = true;
        try {
            while (true) {
                sleeper.sleep(FOREVER);
            }
        } catch (InterruptedException e) {
            serving = false;
        }
    }

    private void end() {
        cleanUp.run();
        if (serving) {
            System.out.flush();
            Runtime.getRuntime().halt(Command.SUCCESS);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(hook);
        cleanUp.run();
    }
}
