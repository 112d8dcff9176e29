package org.scepclient.agent.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * Pid and phase of the run, for others to read. It means something only while the lock is held, so it is written in
 * place and never forced to the disk. {@code etc/init} reads it too: a run of a service, which goes on after it, has a
 * line more.
 */
final class RunState {
    private static final int LINES = 3;

    private static final String SERVICE = "service\n";

    private final Path file;

    RunState(Path file) {
        this.file = file;
    }

    /**
     * On a full disk there is none, and readers know only that there is a run.
     *
     * @param service whether this process goes on after the run
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

    /** One that cannot be removed says nothing without the lock. */
    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The lock is what counts.
        }
    }

    /** What it says; a note that is half written says only that there is a run. */
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

    boolean isOfThisProcess() {
        List<String> lines = lines();
        return lines.size() >= LINES && ProcessId.read(lines).equals(ProcessId.ofThisProcess());
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }
}
