package org.scepclient.docs;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of the modules and of {@code docs}, in which no test runs. */
final class Repository {
    private Repository() {}

    /** The tests of a module run in its directory. */
    static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (directory != null && !Files.exists(directory.resolve("docs/standards.md"))) {
            directory = directory.getParent();
        }
        if (directory == null) {
            throw new IllegalStateException(
                    "docs/standards.md is not above " + Path.of("").toAbsolutePath());
        }
        return directory;
    }
}
