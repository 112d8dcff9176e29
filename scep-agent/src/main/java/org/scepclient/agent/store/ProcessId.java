package org.scepclient.agent.store;

import java.util.List;

/**
 * Which process wrote a note. By pid and start: after a crash, another process may have the same pid.
 *
 * @param pid 0 where it is not known
 * @param started empty where the system does not tell it
 */
record ProcessId(long pid, String started) {
    private static final int LINES = 2;

    static ProcessId ofThisProcess() {
        return of(ProcessHandle.current());
    }

    static ProcessId of(ProcessHandle process) {
        return new ProcessId(process.pid(), ProcessStart.of(process));
    }

    /** From the first lines of a note. */
    static ProcessId read(List<String> lines) {
        if (lines.size() < LINES) {
            return new ProcessId(0, "");
        }
        String pid = lines.getFirst();
        return new ProcessId(pid.matches("[0-9]{1,18}") ? Long.parseLong(pid) : 0, lines.get(1));
    }

    /** Whether that process still runs. */
    boolean isAlive() {
        return pid > 0
                && ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .map(ProcessId::of)
                        .filter(this::equals)
                        .isPresent();
    }

    /** The first lines of a note. */
    String lines() {
        return pid + "\n" + started + "\n";
    }
}
