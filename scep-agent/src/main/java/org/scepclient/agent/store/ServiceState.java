package org.scepclient.agent.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When the process that runs all the time checks next, for others to read. It means something only while that process
 * is there, so it is written in place and never forced to the disk.
 */
public final class ServiceState {
    private static final int LINES = 3;

    private final Path file;

    ServiceState(Path file) {
        this.file = file;
    }

    /**
     * Where that is not possible, because the disk is full or there are no data yet, readers know of no next check.
     *
     * @param service the process that checks then
     */
    public void write(Instant next, ProcessHandle service) {
        remove();
        try {
            Files.writeString(
                    file,
                    ProcessId.of(service).lines() + next + "\n",
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            remove();
        }
    }

    /** One that cannot be removed says nothing once the process is gone. */
    public void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // The process is what counts.
        }
    }

    /** The next check; nothing where no process is there to do it. */
    public Optional<Instant> read() {
        try {
            List<String> lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
            return lines.size() >= LINES && ProcessId.read(lines).isAlive()
                    ? Optional.of(Instant.parse(lines.get(2)))
                    : Optional.empty();
        } catch (IOException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
