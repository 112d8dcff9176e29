package org.scepclient.agent.automation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.journal.RunResult;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.ScriptRun;

/**
 * The journal entries of a certificate.
 *
 * @param runs the newest one first
 */
record CertificateHistory(List<RunRecord> runs) {

    /** The time of issuance; empty if the journal has no entry that old. */
    Optional<Instant> issuedAt(String serial) {
        return runsOf(serial).stream().map(RunRecord::ended).min(Instant::compareTo);
    }

    /**
     * Whether the success script has run for this certificate: not if it failed last time, or if the run that obtained the
     * certificate was killed before recording its result.
     *
     * @param note the last run of the script; without it the journal decides, which is all that earlier versions have written
     */
    boolean hasScriptRun(Credential inUse, Optional<ScriptRun> note) {
        return note.map(last -> last.isOf(inUse.certificate()))
                .orElseGet(() -> lastOf(inUse.serial())
                        .filter(run -> run.result() == RunResult.ENROLLED)
                        .isPresent());
    }

    /** The last run that ended with this certificate. */
    Optional<RunRecord> lastOf(String serial) {
        return runsOf(serial).stream().findFirst();
    }

    private List<RunRecord> runsOf(String serial) {
        return runs.stream()
                .filter(run -> run.serial().filter(serial::equals).isPresent())
                .toList();
    }
}
