package org.scepclient.agent.automation;

import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.store.Credential;

/**
 * The move to another CA, which the settings name.
 *
 * @param server URL of its server, and CA identifier
 * @param inUse the certificate of the CA before it
 * @param failed the last run, if it failed
 */
public record CaMove(String server, Credential inUse, Optional<RunRecord> failed) {

    /** One line, to be put after the word "moving". */
    public String text() {
        return "to the CA of " + server + "; certificate " + inUse.serial() + " of '"
                + inUse.certificate().getIssuerX500Principal() + "' stays in use until a new one is installed"
                + failed.map(run -> "; the last run failed at " + run.ended().truncatedTo(ChronoUnit.SECONDS) + ": "
                                + run.reason())
                        .orElse("");
    }
}
