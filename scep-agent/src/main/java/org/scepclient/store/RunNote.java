package org.scepclient.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;

/**
 * Pid and phase of the run, for others to read. It means something only while the lock is held, so it is written in
 * place and never forced to the disk.
 */
final class RunNote {
    private static final int LINES = 3;

    private final Path file;
    private final ProcessHandle process = ProcessHandle.current();

    RunNote(Path file) {
        this.file = file;
    }

    /** On a full disk there is none, and readers know only that there is a run. */
    void write(RunPhase phase) {
        try {
            Files.deleteIfExists(file);
            Files.writeString(
                    file,
                    process.pid() + "\n" + started() + "\n" + phase.word() + "\n",
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
            if (phase.word().equals(lines.get(2))) {
                return new RunLock.Holder(pid(lines.getFirst()), phase);
            }
        }
        return new RunLock.Holder(pid(lines.getFirst()), RunPhase.CHECK);
    }

    /** By pid and start: after a crash, another process may have the same pid. */
    boolean isOfThisProcess() {
        List<String> lines = lines();
        return lines.size() >= LINES
                && pid(lines.getFirst()) == process.pid()
                && lines.get(1).equals(started());
    }

    private String started() {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }

    private static long pid(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : 0;
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return List.of();
        }
    }
}
