package org.scepclient.agent.store;

import java.time.DateTimeException;
import java.time.Instant;
import org.scepclient.error.StorageException;

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

    static SuccessorCheck decode(String place, String text) throws StorageException {
        String line = text.strip();
        boolean answered = !line.endsWith(UNANSWERED);
        String time = answered ? line : line.substring(0, line.length() - UNANSWERED.length());
        try {
            return new SuccessorCheck(Instant.parse(time), answered);
        } catch (DateTimeException e) {
            throw new StorageException(place, "the file is damaged: expected a time", e);
        }
    }
}
