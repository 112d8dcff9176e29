package org.scepclient.file;

import java.io.IOException;
import java.nio.file.Path;
import org.scepclient.error.InvalidInputException;

/** Paths relative to the current directory of the process. */
public final class CurrentDirectory {
    /**
     * The kernel's link to the current directory, which the launcher passes to Java if the name of the directory is not
     * ASCII.
     */
    private static final Path LINK = Path.of("/proc/self/cwd");

    private CurrentDirectory() {}

    /**
     * The directory of a file, relative for a relative path: the kernel finds it even if the name of the current directory is
     * not text, or a directory above it is not searchable.
     */
    public static Path parentOf(Path file) {
        Path parent = file.getParent();
        if (parent != null) {
            return parent;
        }
        return file.isAbsolute() ? file : Path.of(".");
    }

    /**
     * The absolute path, for other programs and for files.
     *
     * @throws InvalidInputException if Java cannot represent the name of the current directory
     */
    public static Path absolute(Path path) {
        if (path.isAbsolute()) {
            return path;
        }
        Path whole = path.toAbsolutePath();
        return requireText(whole.startsWith(LINK) ? real(LINK).resolve(path) : whole);
    }

    private static Path real(Path link) {
        try {
            return link.toRealPath();
        } catch (IOException e) {
            throw notText(link);
        }
    }

    /** Detects U+FFFD, by which Java replaces bytes that it cannot decode when it converts a path to text. */
    static Path requireText(Path whole) {
        if (whole.toString().indexOf('\uFFFD') >= 0) {
            throw notText(whole);
        }
        return whole;
    }

    /** Whether the path is below the link to the current directory. */
    static boolean isLinked(Path whole) {
        return whole.startsWith(LINK);
    }

    private static InvalidInputException notText(Path whole) {
        return new InvalidInputException(
                whole.toString(),
                "the name of the current directory is not text in the locale's character set",
                "use an absolute path, or another current directory");
    }
}
