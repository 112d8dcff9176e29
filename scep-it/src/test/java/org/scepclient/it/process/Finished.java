package org.scepclient.it.process;

import java.time.Duration;
import java.util.List;

/** How a program ended and what it said. */
public record Finished(Command command, int exit, String out, String err, Duration took) {

    /** Fails with the whole output when the exit code is not 0. */
    public Finished mustSucceed() {
        return mustExit(0);
    }

    /** Fails with the whole output when the exit code is another one. */
    public Finished mustExit(int expected) {
        if (exit != expected) {
            throw new AssertionError("expected exit code " + expected + "\n" + this);
        }
        return this;
    }

    /** Standard output's lines. */
    public List<String> lines() {
        return out.lines().toList();
    }

    /** Both streams, output first. */
    public String everything() {
        return out + err;
    }

    @Override
    public String toString() {
        return "$ %s%n(exit %d after %d ms)%n--- stdout%n%s--- stderr%n%s"
                .formatted(command, exit, took.toMillis(), out, err);
    }
}
