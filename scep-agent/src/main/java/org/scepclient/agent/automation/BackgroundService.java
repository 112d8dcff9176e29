package org.scepclient.agent.automation;

import org.scepclient.error.ScepException;

/** Something that runs beside the automation in the same process, such as a server that shows its state. */
@FunctionalInterface
public interface BackgroundService {

    /**
     * Starts it, without waiting.
     *
     * @param automation to show, and to wake
     * @return ends it; called once, when the automation ends
     */
    Running start(Automation automation) throws ScepException;

    /** Whether there is anything to run beside it; where there is not, the automation need not stay between two checks. */
    default boolean isWanted(AgentContext context) {
        return true;
    }

    /** A companion that runs. */
    @FunctionalInterface
    interface Running extends AutoCloseable {
        @Override
        void close();
    }

    static BackgroundService none() {
        return automation -> () -> {};
    }
}
