package org.scepclient.agent.automation;

import org.scepclient.error.ScepException;

/** A service that runs in the process of the automation, such as a server that shows its state. */
@FunctionalInterface
public interface BackgroundService {

    /**
     * Starts the service, and returns at once.
     *
     * @return the running service; closed once, when the automation ends
     */
    Running start(Automation automation) throws ScepException;

    /** Whether the settings enable the service. If not, the process can end between two checks. */
    default boolean isEnabled(AgentContext context) {
        return true;
    }

    /** A running service. */
    @FunctionalInterface
    interface Running extends AutoCloseable {
        @Override
        void close();
    }

    static BackgroundService none() {
        return automation -> () -> {};
    }
}
