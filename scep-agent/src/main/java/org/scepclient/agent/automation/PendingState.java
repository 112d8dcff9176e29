package org.scepclient.agent.automation;

import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.PendingEnrollment;

/** The fate of a stored request in the next run. */
public enum PendingState {
    /** The CA has it and has not decided: it is polled. */
    WAITING("waiting"),
    /** The server has not answered it, and perhaps never received it: it is sent again. */
    UNANSWERED("unanswered"),
    /** The settings have changed since: it is discarded. */
    OBSOLETE("obsolete");

    private final String id;

    PendingState(String id) {
        this.id = id;
    }

    /** The identifier in JSON. */
    public String id() {
        return id;
    }

    static PendingState of(PendingEnrollment pending, Settings settings) {
        if (!RequestFactory.isOf(settings, pending.origin())) {
            return OBSOLETE;
        }
        return pending.accepted() ? WAITING : UNANSWERED;
    }
}
