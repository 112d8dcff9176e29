package org.scepclient.agent.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;

/**
 * Pid and phase of the active run, for other processes and {@code etc/init}. The file is valid only while the run lock is
 * held, so it is written in place and not flushed to disk. The run of a service, which outlives it, has a further line.
 */
final class RunState {
    private static final int LINES = 3;

    private static final String SERVICE = "service\n";

    private final DurableDirectory directory;
    private final Path file;

    RunState(DurableDirectory directory) {
        this.directory = directory;
        this.file = directory.file(CertificateStore.RUN);
    }

    /**
     * Writes the state. On a full disk the file is missing, and readers only see that a run is active.
     *
     * @param service whether this process continues after the run
     */
    void write(RunPhase phase, boolean service) {
        try {
            Files.deleteIfExists(file);
            Files.writeString(
                    file,
                    ProcessId.ofThisProcess().lines() + phase.id() + "\n" + (service ? SERVICE : ""),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            remove();
        }
    }

    /** Removes the state. If that fails, readers ignore it, since the lock is not held. */
    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Readers check the lock.
        }
    }

    /** Reads the state. An incomplete file means only that a run is active. */
    RunLock.Holder read() {
        List<String> lines = lines();
        if (lines.size() < LINES) {
            return new RunLock.Holder(0, RunPhase.CHECK);
        }
        for (RunPhase phase : RunPhase.values()) {
            if (phase.id().equals(lines.get(2))) {
                return new RunLock.Holder(ProcessId.read(lines).pid(), phase);
            }
        }
        return new RunLock.Holder(ProcessId.read(lines).pid(), RunPhase.CHECK);
    }

    /** Sends SIGTERM to the process of the run, unless it is a service, which does not end with a run. */
    boolean terminate() {
        List<String> lines = lines();
        ProcessId process = ProcessId.read(lines);
        return lines.size() == LINES
                && process.isAlive()
                && ProcessHandle.of(process.pid()).map(ProcessHandle::destroy).orElse(false);
    }

    boolean isOfThisProcess() {
        List<String> lines = lines();
        return lines.size() >= LINES && ProcessId.read(lines).equals(ProcessId.ofThisProcess());
    }

    private List<String> lines() {
        try {
            return directory.text(CertificateStore.RUN).lines().toList();
        } catch (StorageException e) {
            return List.of();
        }
    }
}
