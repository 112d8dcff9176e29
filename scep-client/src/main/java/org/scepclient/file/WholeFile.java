package org.scepclient.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The one way in which a file gets its content, whole or not at all: a temporary file beside it, forced to the disk,
 * renamed onto it, and the directory forced.
 *
 * @param file what is made or replaced
 * @param temporary has been made already, empty and with the permissions that the file is to have
 */
record WholeFile(FileOperations operations, Path file, Path temporary) {

    /** What is done to the complete temporary file before it gets its name. */
    interface Finish {
        void of(Path temporary) throws IOException;
    }

    void write(byte[] content) throws IOException {
        write(content, complete -> {});
    }

    void write(byte[] content, Finish finish) throws IOException {
        complete(() -> operations.write(temporary, content), finish);
    }

    /** As {@link #write(byte[], Finish)}, for content that is never whole in memory. */
    void write(FileContent content, Finish finish) throws IOException {
        complete(() -> operations.write(temporary, content), finish);
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void complete(Writing writing, Finish finish) throws IOException {
        try {
            writing.run();
            finish.of(temporary);
            operations.force(temporary);
            operations.rename(temporary, file);
        } catch (IOException e) {
            abandon(operations, temporary, e);
            throw e;
        }
        operations.forceDirectory(CurrentDirectory.parentOf(file));
    }

    /** Removes what will not be completed, because of {@code problem}. */
    static void abandon(FileOperations operations, Path temporary, IOException problem) {
        try {
            operations.delete(temporary);
        } catch (IOException e) {
            problem.addSuppressed(e);
        }
    }
}
