package org.scepclient.cli.scepclient;

import java.time.Duration;
import org.scepclient.agent.automation.RunLog;
import org.scepclient.transport.Sleeper;

/**
 * Ends the service without its launcher, the shell that passes signals on to it. If the shell alone is killed, nobody else
 * could end the service, and no other one could start.
 */
final class LauncherWatch {
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final long launcher;
    private final RunLog log;
    private final Sleeper sleeper;

    private LauncherWatch(long launcher, RunLog log, Sleeper sleeper) {
        this.launcher = launcher;
        this.log = log;
        this.sleeper = sleeper;
    }

    /** Begins to watch the launcher that the system properties name, if any. */
    static void begin(RunLog log, Sleeper sleeper) {
        long launcher = Long.getLong("scepclient.launcher", 0);
        if (launcher != 0) {
            Thread thread = new Thread(new LauncherWatch(launcher, log, sleeper)::await, "scep-launcher");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Another process adopts this one at the end of the launcher. */
    private void await() {
        try {
            while (isParent()) {
                sleeper.sleep(INTERVAL);
            }
            log.warning("the launcher (pid " + launcher + ") was killed; ending the service");
            // As at a signal: in order, by the shutdown hook.
            System.exit(0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isParent() {
        return ProcessHandle.current()
                .parent()
                .filter(parent -> parent.pid() == launcher)
                .isPresent();
    }
}
