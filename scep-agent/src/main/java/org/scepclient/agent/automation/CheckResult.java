package org.scepclient.agent.automation;

import java.time.Instant;
import java.util.Optional;
import org.scepclient.agent.journal.RunKind;
import org.scepclient.error.ErrorCode;

/** How a run ended. */
public sealed interface CheckResult {

    /** What went wrong, if something did; it decides the exit code. */
    default Optional<ErrorCode> error() {
        return Optional.empty();
    }

    /** One line for people. */
    String message();

    /** The automation is switched off. */
    record Disabled() implements CheckResult {
        @Override
        public String message() {
            return "automation is disabled; nothing was done";
        }
    }

    /** Another run has the lock. */
    record Busy(long pid) implements CheckResult {
        @Override
        public Optional<ErrorCode> error() {
            return Optional.of(ErrorCode.RUN_ACTIVE);
        }

        @Override
        public String message() {
            return "another run is active" + (pid > 0 ? " (pid " + pid + ")" : "") + "; nothing was done";
        }
    }

    /**
     * The certificate is good for a while.
     *
     * @param due when its renewal is due
     */
    record Unchanged(String serial, Instant due) implements CheckResult {
        @Override
        public String message() {
            return "certificate " + serial + " is to be renewed at " + due + "; nothing was done";
        }
    }

    /** A certificate was obtained, or its success script repeated, and the script succeeded. */
    record Enrolled(RunKind kind, String serial) implements CheckResult {
        @Override
        public String message() {
            return "certificate " + serial + " is in use";
        }
    }

    /** The run was ended from outside while a request waits; the next run goes on with it. */
    record Interrupted(RunKind kind) implements CheckResult {
        @Override
        public Optional<ErrorCode> error() {
            return Optional.of(ErrorCode.STILL_PENDING);
        }

        @Override
        public String message() {
            return "the run was ended; the next one goes on from here";
        }
    }

    /** There is a new certificate in use, but the success script failed; the next check runs it again. */
    record ScriptFailed(RunKind kind, String serial, String message) implements CheckResult {
        @Override
        public Optional<ErrorCode> error() {
            return Optional.of(ErrorCode.SCRIPT_FAILED);
        }
    }

    /** There is no new certificate; what was in use still is. */
    record Failed(RunKind kind, ErrorCode code, String message) implements CheckResult {
        @Override
        public Optional<ErrorCode> error() {
            return Optional.of(code);
        }
    }
}
