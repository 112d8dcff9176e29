package org.scepclient.it.process;

import java.time.Duration;
import java.util.List;

/** The exit code and the output of a program. */
public record Finished(Command command, int exit, String out, String err, Duration took) {

    /** Fails with the whole output if the exit code is not 0. */
    public Finished mustSucceed() {
        return mustExit(0);
    }

    /** Fails with the whole output if the exit code differs. */
    public Finished mustExit(int expected) {
        if (exit != expected) {
            throw new AssertionError("expected exit code " + expected + "\n" + this);
        }
        return this;
    }

    /** The lines of standard output. */
    public List<String> lines() {
        return out.lines().toList();
    }

    /** Standard output, followed by standard error. */
    public String everything() {
        return out + err;
    }

    @Override
    public String toString() {
        return "$ %s%n(exit %d after %d ms)%n--- stdout%n%s--- stderr%n%s"
                .formatted(command, exit, took.toMillis(), out, err);
    }
}
