package org.scepclient.agent.journal;

import java.nio.file.Path;
import java.util.List;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.file.FileOperations;

/**
 * The journal of runs, in one file of the data directory. Writing requires the run lock, reading does not. A damaged
 * journal is moved aside and never prevents a run.
 */
public final class Journal {
    static final int MAX_RUNS = 50;
    static final int MAX_OUTPUT = 2000;
    private static final String FILE = "journal";

    private final DurableDirectory directory;

    public Journal(Path directory, FileOperations operations) {
        this.directory = new DurableDirectory(directory, operations);
    }

    /** Adds a run. Runs that changed nothing are not recorded, because writing wears flash memory. */
    public void append(RunRecord run) throws StorageException {
        JournalContent content = readOrMoveAside();
        directory.write(FILE, FileAccess.SECRET, JournalText.encode(content.plus(truncated(run), MAX_RUNS)));
    }

    /** Reads the journal. A damaged one is returned as empty, with a note. */
    public JournalContent read() {
        if (!directory.has(FILE)) {
            return JournalContent.empty("");
        }
        try {
            return JournalText.decode(directory.file(FILE).toString(), directory.text(FILE));
        } catch (StorageException e) {
            return JournalContent.empty(e.getMessage());
        }
    }

    /** Returns up to {@code count} of the last runs, the newest one first. */
    public List<RunRecord> recent(int count) {
        List<RunRecord> runs = read().runs();
        return runs.subList(0, Math.min(count, runs.size()));
    }

    private JournalContent readOrMoveAside() throws StorageException {
        if (!directory.has(FILE)) {
            return JournalContent.empty("");
        }
        try {
            return JournalText.decode(directory.file(FILE).toString(), directory.text(FILE));
        } catch (StorageException e) {
            return JournalContent.empty("a damaged journal was moved to " + directory.setAside(FILE));
        }
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
