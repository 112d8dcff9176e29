package org.scepclient.web.server;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.scepclient.agent.store.ProcessFile;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.file.FileProblem;
import org.scepclient.file.TextFile;

/**
 * The state of the web interface in files of the data directory, for the processes that create links: process and
 * addresses, the reason of a failed start, and an additional address on which it has to listen. The state of a killed
 * process is ignored.
 */
public final class WebServerState {
    private static final String NAME = "web-page";
    private static final String PROBLEM = NAME + "-problem";
    private static final String REQUESTED = NAME + "-wanted";

    private final ProcessFile file;
    private final DurableDirectory data;

    public WebServerState(DurableDirectory data) {
        this.data = data;
        this.file = new ProcessFile(data, NAME);
    }

    /**
     * Marks this process as the one that serves the page.
     *
     * @throws StorageException with {@link ErrorCode#RUN_ACTIVE} if another process serves it
     */
    void begin() throws StorageException {
        file.hold("another process serves the page", "for a link to it, run 'scepclient web --link'");
    }

    /** Records that this process listens on these addresses, each {@code host:port}. */
    void write(List<String> addresses) {
        file.write(addresses);
    }

    /** Removes the state of this process. If that fails, readers ignore the state once the process has ended. */
    void remove() {
        try {
            file.release();
        } catch (StorageException e) {
            // Readers check the process.
        }
    }

    /** The addresses on which the web interface listens, each {@code host:port}; empty if it is not running. */
    public List<String> addresses() {
        try {
            return file.holder().map(ProcessFile.Holder::lines).orElse(List.of());
        } catch (StorageException e) {
            return List.of();
        }
    }

    /** Records why the web interface could not start. */
    public void writeProblem(String reason) throws StorageException {
        write(PROBLEM, reason);
    }

    private void write(String name, String line) throws StorageException {
        data.requireFile(name);
        TextFile.write(data.file(name), FileAccess.SECRET, line + "\n");
    }

    /** The line in a file; a damaged one is set aside. */
    private Optional<String> line(String name) throws StorageException {
        data.requireReadable(name, () -> data.text(name));
        return data.has(name) ? Optional.of(data.text(name).strip()) : Optional.empty();
    }

    /** The reason of the last failed start. */
    public Optional<String> problem() throws StorageException {
        return line(PROBLEM);
    }

    /** Requests that the running web interface also listens on {@code host:port}. */
    public void requestAddress(String address) throws StorageException {
        write(REQUESTED, address);
    }

    /** Returns and removes the requested address. */
    Optional<String> takeRequestedAddress() throws StorageException {
        try {
            Optional<String> address = line(REQUESTED);
            Files.deleteIfExists(data.file(REQUESTED));
            return address;
        } catch (IOException e) {
            throw new StorageException(data.file(REQUESTED).toString(), "cannot be removed: " + FileProblem.of(e), e);
        }
    }
}
