package org.scepclient.agent.automation;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.journal.RunResult;

/**
 * What the journal tells about one certificate.
 *
 * @param runs the newest first
 */
record CertificateHistory(List<RunRecord> runs) {

    /** When the certificate was obtained, if the journal goes back so far. */
    Optional<Instant> obtained(String serial) {
        return about(serial).stream().map(RunRecord::ended).min(Instant::compareTo);
    }

    /**
     * Whether the success script is still to be run for this certificate: it failed the last time, or the run that
     * obtained the certificate was killed before it could tell.
     */
    boolean owesScript(String serial) {
        return about(serial).stream()
                .findFirst()
                .filter(run -> run.result() == RunResult.ENROLLED)
                .isEmpty();
    }

    private List<RunRecord> about(String serial) {
        return runs.stream()
                .filter(run -> run.serial().filter(serial::equals).isPresent())
                .toList();
    }
}
