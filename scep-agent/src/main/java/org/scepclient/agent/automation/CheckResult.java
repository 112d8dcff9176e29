package org.scepclient.agent.automation;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.scepclient.agent.journal.RunKind;
import org.scepclient.error.ErrorCode;

/** The result of a run. */
public sealed interface CheckResult {

    /** The error, which determines the exit code; empty on success. */
    default Optional<ErrorCode> error() {
        return Optional.empty();
    }

    /** A message of one line. */
    String message();

    /** The message with the error at its end, for a log. */
    default String logLine() {
        return message() + error().map(ErrorCode::mark).orElse("");
    }

    /**
     * The automation is disabled.
     *
     * @param ordered whether a person asked for a certificate, who must not take this for a success
     */
    record Disabled(boolean ordered) implements CheckResult {
        @Override
        public Optional<ErrorCode> error() {
            return ordered ? Optional.of(ErrorCode.ARGUMENT) : Optional.empty();
        }

        @Override
        public String message() {
            return "automation is disabled; nothing was done; enable it on the page, or with"
                    + " 'scepclient settings set ENABLED=1'";
        }
    }

    /** Another run holds the lock. */
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
     * No renewal is due yet.
     *
     * @param due time at which it will be due
     */
    record Unchanged(String serial, Instant due) implements CheckResult {
        @Override
        public String message() {
            return "certificate " + serial + " is due for renewal at " + due.truncatedTo(SECONDS)
                    + "; nothing was done";
        }
    }

    /** The CA issued a certificate that was not accepted; the next one is requested later. */
    record HeldOff(Instant until, String reason) implements CheckResult {
        @Override
        public Optional<ErrorCode> error() {
            return Optional.of(ErrorCode.CERTIFICATE_REFUSED);
        }

        @Override
        public String message() {
            return "no certificate is requested before " + until.truncatedTo(ChronoUnit.SECONDS)
                    + ", because the last one was not accepted: " + reason
                    + "; to request one now, run 'scepclient renew'";
        }
    }

    /** A certificate was obtained, or its success script was repeated, and the script succeeded. */
    record Enrolled(RunKind kind, String serial) implements CheckResult {
        @Override
        public String message() {
            return "certificate " + serial + " is in use";
        }
    }

    /**
     * The run was interrupted; the next run resumes it.
     *
     * @param waiting whether the CA has the request, which waits for approval
     */
    record Interrupted(RunKind kind, boolean waiting) implements CheckResult {
        @Override
        public Optional<ErrorCode> error() {
            return Optional.of(waiting ? ErrorCode.STILL_PENDING : ErrorCode.INTERRUPTED);
        }

        @Override
        public String message() {
            return waiting
                    ? "the run was interrupted; its request waits for approval, and the next run resumes it"
                    : "the run was interrupted; the next run resumes it";
        }
    }

    /** A person ended the run on the page; a pending request stays, and the next run resumes it. */
    record Cancelled(RunKind kind) implements CheckResult {
        @Override
        public Optional<ErrorCode> error() {
            return Optional.of(ErrorCode.INTERRUPTED);
        }

        @Override
        public String message() {
            return "the run was cancelled by the operator; the next run resumes it";
        }
    }

    /** A new certificate is in use, but the success script failed; the next check runs it again. */
    record ScriptFailed(RunKind kind, String serial, String message) implements CheckResult {
        @Override
        public Optional<ErrorCode> error() {
            return Optional.of(ErrorCode.SCRIPT_FAILED);
        }
    }

    /** A new certificate waits for the deployment window. */
    record Staged(RunKind kind, String serial, Instant opening) implements CheckResult {
        @Override
        public String message() {
            return "certificate " + serial + " waits for the deployment window, which opens at "
                    + opening.truncatedTo(SECONDS) + "; to put it in use now, run 'scepclient renew'";
        }
    }

    /** The new certificate was not verified; the previous one is in use again. */
    record RolledBack(RunKind kind, String serial, String message) implements CheckResult {
        @Override
        public Optional<ErrorCode> error() {
            return Optional.of(ErrorCode.SCRIPT_FAILED);
        }
    }

    /** No new certificate was obtained; the previous one remains in use. */
    record Failed(RunKind kind, ErrorCode code, String message) implements CheckResult {
        @Override
        public Optional<ErrorCode> error() {
            return Optional.of(code);
        }
    }
}
