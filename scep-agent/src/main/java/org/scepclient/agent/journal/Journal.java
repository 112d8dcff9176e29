package org.scepclient.agent.journal;

import java.nio.file.Path;
import java.util.List;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.file.FileOperations;

/**
 * The journal of runs, in one file of the data directory. Who writes holds the run lock; reading needs none. A
 * damaged journal is put aside and never keeps a run from its work.
 */
public final class Journal {
    /** A year of daily renewals would not be read by anybody. */
    static final int MOST_RUNS = 50;

    static final int MOST_OUTPUT = 2000;
    private static final String FILE = "journal";
    private static final String DAMAGED = "journal.damaged";

    private final DurableDirectory directory;

    public Journal(Path directory, FileOperations operations) {
        this.directory = new DurableDirectory(directory, operations);
    }

    /** Adds a run. To be called once for a run that did something: flash memory wears. */
    public void append(RunRecord run) throws StorageException {
        JournalContent before = readable();
        directory.write(FILE, FileAccess.SECRET, JournalText.encode(before.plus(shortened(run), MOST_RUNS)));
    }

    /** All that is known; a journal that cannot be read tells only that. */
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

    /** The last runs, the newest first. */
    public List<RunRecord> recent(int most) {
        List<RunRecord> runs = read().runs();
        return runs.subList(0, Math.min(most, runs.size()));
    }

    private JournalContent readable() throws StorageException {
        if (!directory.has(FILE)) {
            return JournalContent.empty("");
        }
        try {
            return JournalText.decode(directory.file(FILE).toString(), directory.text(FILE));
        } catch (StorageException e) {
            directory.rename(FILE, DAMAGED);
            return JournalContent.empty("an earlier journal was damaged and is kept in " + directory.file(DAMAGED));
        }
    }

    /** Scripts may print without end; the end tells why one failed. */
    private static RunRecord shortened(RunRecord run) {
        String output = run.scriptOutput();
        String end = output.substring(Math.max(0, output.length() - MOST_OUTPUT));
        return new RunRecord(
                run.begun(),
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
