package org.scepclient.agent.journal;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.file.FileOperations;

/**
 * The journal of runs, in one file of the data directory. Writing requires the run lock, reading does not. A damaged
 * journal is set aside and never prevents a run.
 */
public final class Journal {
    static final int MAX_RUNS = 50;
    static final int MAX_OUTPUT = 2000;
    private static final String FILE = "journal";

    private final DurableDirectory directory;

    /**
     * @param damage receives a line if a damaged journal is set aside
     */
    public Journal(Path directory, FileOperations operations, Consumer<String> damage) {
        this.directory = new DurableDirectory(directory, operations, damage);
    }

    /** Adds a run. Runs that changed nothing are not recorded, because writing wears flash memory. */
    public void append(RunRecord run) throws StorageException {
        write(readOrSetAside().plus(truncated(run), MAX_RUNS));
    }

    /** Reads the journal. A damaged one is returned as empty, with a note. */
    public JournalContent read() {
        try {
            return decoded();
        } catch (StorageException e) {
            return JournalContent.empty(e.getMessage());
        }
    }

    /** Reads the journal for a run. A damaged one is set aside, and replaced by an empty one with a note. */
    public JournalContent recover() throws StorageException {
        JournalContent content = readOrSetAside();
        if (!directory.has(FILE) && !content.note().isEmpty()) {
            write(content);
        }
        return content;
    }

    /** Returns up to {@code count} of the last runs, the newest one first. */
    public List<RunRecord> recent(int count) {
        List<RunRecord> runs = read().runs();
        return runs.subList(0, Math.min(count, runs.size()));
    }

    private JournalContent readOrSetAside() throws StorageException {
        try {
            return decoded();
        } catch (StorageException e) {
            return JournalContent.empty("a damaged journal was moved to " + directory.setAside(FILE, e.getMessage()));
        }
    }

    private JournalContent decoded() throws StorageException {
        return Files.exists(directory.file(FILE), LinkOption.NOFOLLOW_LINKS)
                ? JournalText.decode(directory.file(FILE).toString(), directory.text(FILE))
                : JournalContent.empty("");
    }

    private void write(JournalContent content) throws StorageException {
        directory.write(FILE, FileAccess.SECRET, JournalText.encode(content));
    }

    /** Keeps the end of the script output, which contains the reason of a failure. */
    private static RunRecord truncated(RunRecord run) {
        String output = run.scriptOutput();
        String end = output.substring(Math.max(0, output.length() - MAX_OUTPUT));
        return new RunRecord(
                run.started(),
                run.ended(),
                run.trigger(),
                run.kind(),
                run.result(),
                run.code(),
                run.reason(),
                run.serial(),
                end);
    }
}
