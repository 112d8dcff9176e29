package org.scepclient.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Moves damaged files of a directory out of the way, and reports each: to {@code NAME.damaged}, or to {@code NAME.damaged-2} and
 * {@code NAME.damaged-3} while there are fewer; after that the last one is replaced. A file is renamed and never opened, so that
 * neither its size nor a FIFO matters.
 *
 * @param report receives a line for each
 */
record SetAside(Path directory, FileOperations operations, Consumer<String> report) {
    private static final String DAMAGED = ".damaged";
    /** How many damaged files of one name are kept. */
    private static final int KEPT = 3;

    /**
     * Moves what has this name, whatever it is.
     *
     * @return the new path
     */
    Path move(String name, String problem) throws IOException {
        Path file = directory.resolve(name);
        Path target = directory.resolve(name + DAMAGED);
        for (int number = 2; number <= KEPT && Files.exists(target, LinkOption.NOFOLLOW_LINKS); number++) {
            target = directory.resolve(name + DAMAGED + "-" + number);
        }
        deleteAll(target);
        operations.rename(file, target);
        operations.forceDirectory(directory);
        report.accept((problem.startsWith(file.toString()) ? problem : file + ": " + problem)
                + "; the file is set aside as " + target.getFileName());
        return target;
    }

    /** Removes a file, or a directory with its content. */
    private void deleteAll(Path file) throws IOException {
        if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
            List<Path> content;
            try (Stream<Path> entries = Files.list(file)) {
                content = entries.toList();
            }
            for (Path each : content) {
                deleteAll(each);
            }
        }
        operations.delete(file);
    }
}
