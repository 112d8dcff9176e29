package org.scepclient.web.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.FileProblem;
import org.scepclient.file.TextFile;
import org.scepclient.agent.store.ProcessStart;

/**
 * What a page and those who make links to it tell each other in the data directory: which process shows it, and where; why
 * it does not; where it is to listen too. What a page that was killed left says nothing, because its process is gone.
 */
public final class WebServerState {
    private static final String NAME = "web-page";
    private static final int LINES = 3;

    private final Path file;
    private final Path problem;
    private final Path wanted;

    public WebServerState(Path data) {
        this.file = data.resolve(NAME);
        this.problem = data.resolve(NAME + "-problem");
        this.wanted = data.resolve(NAME + "-wanted");
    }

    /** This process shows the page at {@code host:port}. */
    void write(List<String> addresses) throws StorageException {
        ProcessHandle process = ProcessHandle.current();
        TextFile.write(
                file,
                FileAccess.SECRET,
                process.pid() + "\n" + ProcessStart.of(process) + "\n" + String.join("\n", addresses) + "\n");
    }

    /** That of this process; one that cannot be removed says nothing without the process. */
    void remove() {
        try {
            String own = ProcessHandle.current().pid() + "\n";
            if (Files.exists(file) && TextFile.read(file).startsWith(own)) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | StorageException e) {
            // The process is what counts.
        }
    }

    /** Where a page listens now, each as {@code host:port}; empty if there is none. */
    public List<String> addresses() {
        try {
            List<String> lines =
                    Files.exists(file) ? TextFile.read(file).lines().toList() : List.of();
            return lines.size() >= LINES && lives(lines.getFirst(), lines.get(1))
                    ? lines.subList(2, lines.size())
                    : List.of();
        } catch (StorageException e) {
            return List.of();
        }
    }

    /** Why the page is not shown. */
    public void tellProblem(String reason) throws StorageException {
        TextFile.write(problem, FileAccess.SECRET, reason + "\n");
    }

    /** What was told last since the page was to be started. */
    public Optional<String> problem() throws StorageException {
        return Files.exists(problem) ? Optional.of(TextFile.read(problem).strip()) : Optional.empty();
    }

    /** Asks the page that is shown to listen at {@code host:port} too. */
    public void want(String address) throws StorageException {
        TextFile.write(wanted, FileAccess.SECRET, address + "\n");
    }

    /** What it was asked for, once. */
    Optional<String> takeWanted() throws StorageException {
        try {
            Optional<String> address =
                    Files.exists(wanted) ? Optional.of(TextFile.read(wanted).strip()) : Optional.empty();
            Files.deleteIfExists(wanted);
            return address;
        } catch (IOException e) {
            throw new StorageException(wanted.toString(), "cannot be removed: " + FileProblem.of(e), e);
        }
    }

    /** By pid and start: after a crash, another process may have the same pid. */
    private static boolean lives(String pid, String started) {
        Optional<ProcessHandle> process =
                pid.matches("[0-9]{1,18}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
        return process.filter(one -> ProcessStart.of(one).equals(started)).isPresent();
    }
}
