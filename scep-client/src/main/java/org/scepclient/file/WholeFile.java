package org.scepclient.file;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writes a file atomically and durably: to a temporary file in its directory, which is forced to the disk and renamed, and
 * forces the directory.
 *
 * @param file the file to create or replace
 * @param temporary an existing empty file with the final permissions
 */
record WholeFile(FileOperations operations, Path file, Path temporary) {

    /** A change of the complete temporary file before it is renamed. */
    interface Finish {
        void apply(Path temporary) throws IOException;
    }

    void write(byte[] content) throws IOException {
        write(content, complete -> {});
    }

    void write(OutputFile.Content content) throws IOException {
        write(content, complete -> {});
    }

    void write(byte[] content, Finish finish) throws IOException {
        complete(() -> operations.write(temporary, content), finish);
    }

    /** As {@link #write(byte[], Finish)}, for content that may not fit into memory. */
    void write(OutputFile.Content content, Finish finish) throws IOException {
        complete(() -> operations.write(temporary, content), finish);
    }

    private interface Writing {
        void run() throws IOException;
    }

    private void complete(Writing writing, Finish finish) throws IOException {
        try {
            writing.run();
            finish.apply(temporary);
            operations.force(temporary);
            operations.rename(temporary, file);
        } catch (IOException e) {
            abandon(operations, temporary, e);
            throw e;
        }
        operations.forceDirectory(CurrentDirectory.parentOf(file));
    }

    /** Removes a temporary file that cannot be completed because of {@code problem}. */
    static void abandon(FileOperations operations, Path temporary, IOException problem) {
        try {
            operations.delete(temporary);
        } catch (IOException e) {
            problem.addSuppressed(e);
        }
    }
}
