package org.scepclient.agent.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * One run.
 *
 * @param code the {@link org.scepclient.error.ErrorCode#id} of what went wrong
 * @param reason what went wrong, one line for people; perhaps empty
 * @param serial the certificate that the run left in use
 * @param scriptOutput the end of what the script printed; perhaps empty
 */
public record RunRecord(
        Instant begun,
        Instant ended,
        RunTrigger trigger,
        RunKind kind,
        RunResult result,
        Optional<String> code,
        String reason,
        Optional<String> serial,
        String scriptOutput) {}
