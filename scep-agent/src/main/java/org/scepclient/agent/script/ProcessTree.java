package org.scepclient.agent.script;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A process with all its descendants. */
final class ProcessTree {
    private static final int MAX_ROUNDS = 100;

    private final ProcessHandle root;

    private ProcessTree(ProcessHandle root) {
        this.root = root;
    }

    static ProcessTree of(Process process) {
        return new ProcessTree(process.toHandle());
    }

    /** Kills all processes. Repeats this until no new ones are found, since processes may start others meanwhile. */
    void kill() throws InterruptedException {
        Set<ProcessHandle> known = new LinkedHashSet<>(root.descendants().toList());
        known.add(root);
        for (int round = 0; round < MAX_ROUNDS; round++) {
            List<ProcessHandle> before = List.copyOf(known);
            for (ProcessHandle process : before) {
                known.addAll(process.descendants().toList());
            }
            known.forEach(ProcessHandle::destroyForcibly);
            if (known.size() == before.size()) {
                return;
            }
        }
    }
}
