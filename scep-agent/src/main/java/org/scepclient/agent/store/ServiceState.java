package org.scepclient.agent.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;

/**
 * The time of the service's next check, for other processes. The file is valid only while the service is running, so it
 * is written in place and not flushed to disk.
 */
public final class ServiceState {
    private static final int LINES = 3;

    private final DurableDirectory directory;
    private final Path file;

    ServiceState(DurableDirectory directory) {
        this.directory = directory;
        this.file = directory.file(CertificateStore.NEXT_CHECK);
    }

    /**
     * Writes the state. If the disk is full or the data directory does not exist yet, readers see no next check.
     *
     * @param service process that will check
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

    /** Removes the state. If that fails, readers ignore it once the process has ended. */
    public void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // Readers check the process.
        }
    }

    /** Time of the next check; empty if no service is running. */
    public Optional<Instant> read() {
        try {
            List<String> lines =
                    directory.text(CertificateStore.NEXT_CHECK).lines().toList();
            return lines.size() >= LINES && ProcessId.read(lines).isAlive()
                    ? Optional.of(Instant.parse(lines.get(2)))
                    : Optional.empty();
        } catch (StorageException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
