package org.scepclient.agent.store;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;

/** The process of the service and the time of its next check, for other processes: the {@link ProcessFile} {@code service}. */
public final class ServiceState {
    private final ProcessFile file;
    private final Path path;

    ServiceState(DurableDirectory directory) {
        this.path = directory.file(CertificateStore.SERVICE);
        this.file = new ProcessFile(directory, CertificateStore.SERVICE);
    }

    /** The file that the process of the service keeps open. */
    public Path file() {
        return path;
    }

    /**
     * Marks this process as the service.
     *
     * @throws StorageException with {@link ErrorCode#RUN_ACTIVE} if another process is the service, or its launcher waits
     */
    public void begin() throws StorageException {
        file.hold("another service ('scepclient run') is running", "'scepclient status' shows its next check");
    }

    /** Records the time of the next check; nothing if this process is not the service. */
    public void write(Instant next) {
        file.write(List.of(next.toString()));
    }

    /**
     * Makes the launcher the process of the service, until the next check.
     *
     * @param launcher pid of a shell that opens the file
     */
    public void passTo(long launcher) throws StorageException {
        file.passTo(launcher);
    }

    /** Ends the service. */
    public void end() throws StorageException {
        file.release();
    }

    /** Time of the next check; empty if no service is running. */
    public Optional<Instant> read() {
        try {
            return file.holder()
                    .filter(service -> !service.lines().isEmpty())
                    .map(service -> Instant.parse(service.lines().getFirst()));
        } catch (StorageException | DateTimeException e) {
            return Optional.empty();
        }
    }
}
