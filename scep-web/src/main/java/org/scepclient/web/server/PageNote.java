package org.scepclient.web.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.TextFile;

/**
 * Tells in the data directory which process shows the page, and where: for those who make a link to it. What a page that
 * was killed left says nothing, because its process is gone.
 */
public final class PageNote {
    private static final String NAME = "web-page";
    private static final int LINES = 3;

    private final Path file;

    public PageNote(Path data) {
        this.file = data.resolve(NAME);
    }

    /** This process shows the page at {@code host:port}. */
    void write(List<String> addresses) throws StorageException {
        ProcessHandle process = ProcessHandle.current();
        TextFile.write(
                file,
                FileAccess.SECRET,
                process.pid() + "\n" + started(process) + "\n" + String.join("\n", addresses) + "\n");
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

    /** By pid and start: after a crash, another process may have the same pid. */
    private static boolean lives(String pid, String started) {
        Optional<ProcessHandle> process =
                pid.matches("[0-9]{1,18}") ? ProcessHandle.of(Long.parseLong(pid)) : Optional.empty();
        return process.filter(one -> started(one).equals(started)).isPresent();
    }

    private static String started(ProcessHandle process) {
        return process.info().startInstant().map(Instant::toString).orElse("");
    }
}
