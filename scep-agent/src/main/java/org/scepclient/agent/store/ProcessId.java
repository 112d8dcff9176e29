package org.scepclient.agent.store;

import java.util.List;

/**
 * A process, identified by pid and start time, since another process may have the same pid after a crash.
 *
 * @param pid 0 if unknown
 * @param started start time; empty if unknown
 */
record ProcessId(long pid, String started) {
    private static final int LINES = 2;

    static ProcessId ofThisProcess() {
        return of(ProcessHandle.current());
    }

    static ProcessId of(ProcessHandle process) {
        return new ProcessId(process.pid(), ProcessStart.of(process));
    }

    /** Reads a process from the first lines of a state file. */
    static ProcessId read(List<String> lines) {
        if (lines.size() < LINES) {
            return new ProcessId(0, "");
        }
        String pid = lines.getFirst();
        return new ProcessId(pid.matches("[0-9]{1,18}") ? Long.parseLong(pid) : 0, lines.get(1));
    }

    /** Whether the process is still running. */
    boolean isAlive() {
        return pid > 0
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .map(ProcessId::of)
                        .filter(this::equals)
                        .isPresent();
    }

    /** The first lines of a state file. */
    String lines() {
        return pid + "\n" + started + "\n";
    }
}
