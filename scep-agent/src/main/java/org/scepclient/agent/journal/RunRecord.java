package org.scepclient.agent.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * A run in the journal.
 *
 * @param code {@link org.scepclient.error.ErrorCode#id} of the error
 * @param reason error message of one line; empty on success
 * @param serial serial number of the certificate in use after the run
 * @param scriptOutput end of the output of the script, if one ran
 */
public record RunRecord(
        Instant started,
        Instant ended,
        RunTrigger trigger,
        RunKind kind,
        RunResult result,
        Optional<String> code,
        String reason,
        Optional<String> serial,
        String scriptOutput) {}
