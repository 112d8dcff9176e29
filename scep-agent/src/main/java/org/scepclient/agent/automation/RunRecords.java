package org.scepclient.agent.automation;

import java.time.Instant;
import java.util.Optional;
import org.scepclient.agent.journal.Journal;
import org.scepclient.agent.journal.RunKind;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.journal.RunResult;
import org.scepclient.agent.store.RunLock;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.StorageException;

/** Conversion of results to journal entries. */
final class RunRecords {
    private RunRecords() {}

    static void append(Journal journal, RunRecord entry, RunLog log) {
        try {
            journal.append(entry);
        } catch (StorageException e) {
            log.warning("the journal was not written: " + e.getMessage());
        }
    }

    /** The history for a run, which a damaged journal must not stop. */
    static CertificateHistory history(Journal journal, RunLog log) {
        try {
            return new CertificateHistory(journal.recover().runs());
        } catch (StorageException e) {
            log.warning("the journal was not written: " + e.getMessage());
            return new CertificateHistory(journal.read().runs());
        }
    }

    static RunRecord of(CheckRun.RunStart start, CheckResult result, String output, Instant ended) {
        return new RunRecord(
                start.time(),
                ended,
                start.trigger(),
                kind(result),
                result(result),
                result.error().map(ErrorCode::id),
                result.error().isPresent() ? result.message() : "",
                serial(result),
                output);
    }

    /** A run without an end: its duration is unknown. */
    static RunRecord of(RunLock.Killed run) {
        return new RunRecord(
                run.started(),
                run.started(),
                run.trigger(),
                switch (run.phase()) {
                    case CHECK -> RunKind.CHECK;
                    case ENROLLMENT -> RunKind.ENROLLMENT;
                    case RE_ENROLLMENT -> RunKind.RE_ENROLLMENT;
                },
                RunResult.INTERRUPTED,
                Optional.of(ErrorCode.INTERRUPTED.id()),
                "the run was killed, or the power was cut",
                Optional.empty(),
                "");
    }

    private static RunKind kind(CheckResult result) {
        return switch (result) {
            case CheckResult.Enrolled enrolled -> enrolled.kind();
            case CheckResult.ScriptFailed failed -> failed.kind();
            case CheckResult.Failed failed -> failed.kind();
            case CheckResult.Interrupted interrupted -> interrupted.kind();
            case CheckResult.Staged staged -> staged.kind();
            case CheckResult.RolledBack rolledBack -> rolledBack.kind();
            case CheckResult.Cancelled cancelled -> cancelled.kind();
            case CheckResult.Disabled disabled -> RunKind.CHECK;
            case CheckResult.Busy busy -> RunKind.CHECK;
            case CheckResult.Unchanged unchanged -> RunKind.CHECK;
            case CheckResult.HeldOff heldOff -> RunKind.CHECK;
        };
    }

    private static RunResult result(CheckResult result) {
        return switch (result) {
            case CheckResult.Enrolled enrolled -> RunResult.ENROLLED;
            case CheckResult.ScriptFailed failed -> RunResult.SCRIPT_FAILED;
            case CheckResult.Failed failed ->
                failed.code() == ErrorCode.STILL_PENDING ? RunResult.PENDING : RunResult.FAILED;
            case CheckResult.Interrupted interrupted ->
                interrupted.waiting() ? RunResult.PENDING : RunResult.INTERRUPTED;
            case CheckResult.Staged staged -> RunResult.STAGED;
            case CheckResult.RolledBack rolledBack -> RunResult.ROLLED_BACK;
            case CheckResult.Cancelled cancelled -> RunResult.CANCELLED;
            case CheckResult.Disabled disabled -> RunResult.UNCHANGED;
            case CheckResult.Busy busy -> RunResult.UNCHANGED;
            case CheckResult.Unchanged unchanged -> RunResult.UNCHANGED;
            case CheckResult.HeldOff heldOff -> RunResult.UNCHANGED;
        };
    }

    private static Optional<String> serial(CheckResult result) {
        return switch (result) {
            case CheckResult.Enrolled enrolled -> Optional.of(enrolled.serial());
            case CheckResult.ScriptFailed failed -> Optional.of(failed.serial());
            case CheckResult.Unchanged unchanged -> Optional.of(unchanged.serial());
            case CheckResult.Staged staged -> Optional.of(staged.serial());
            case CheckResult.RolledBack rolledBack -> Optional.of(rolledBack.serial());
            default -> Optional.empty();
        };
    }
}
