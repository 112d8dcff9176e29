package org.scepclient.automation;

import org.scepclient.error.ScepException;

/** Something that runs beside the automation in the same process, such as a server that shows its state. */
@FunctionalInterface
public interface Companion {

    /**
     * Starts it, without waiting.
     *
     * @param automation to show, and to wake
     * @return ends it; called once, when the automation ends
     */
    Running start(Automation automation) throws ScepException;

    /** A companion that runs. */
    @FunctionalInterface
    interface Running extends AutoCloseable {
        @Override
        void close();
    }

    static Companion none() {
        return automation -> () -> {};
    }
}
