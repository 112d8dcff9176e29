package org.scepclient.agent.store;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The last time that the CA was asked for its successor.
 *
 * @param answered whether it named one, or answered that it does not have the operation
 */
public record SuccessorCheck(Instant time, boolean answered) {
    private static final String UNANSWERED = " unanswered";

    String encode() {
        return time + (answered ? "" : UNANSWERED) + "\n";
    }

    /** Empty for text that is damaged. */
    static Optional<SuccessorCheck> decode(String text) {
        String line = text.strip();
        boolean answered = !line.endsWith(UNANSWERED);
        String time = answered ? line : line.substring(0, line.length() - UNANSWERED.length());
        try {
            return Optional.of(new SuccessorCheck(Instant.parse(time), answered));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
