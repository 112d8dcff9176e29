package org.scepclient.file;

import java.io.IOException;
import java.nio.file.Path;
import org.scepclient.error.InvalidInputException;

/** Names that are relative to the directory in which the program was called. */
public final class CurrentDirectory {
    /**
     * What the launcher gives Java for the current directory where its name is not ASCII: the kernel's link finds the
     * directory whatever the bytes of its name.
     */
    private static final Path LINK = Path.of("/proc/self/cwd");

    private CurrentDirectory() {}

    /**
     * The directory of a file. Of a relative name it is relative: the kernel finds it even where the current directory
     * has a name that is not text, or is below one that may not be searched.
     */
    public static Path parentOf(Path file) {
        Path parent = file.getParent();
        if (parent != null) {
            return parent;
        }
        return file.isAbsolute() ? file : Path.of(".");
    }

    /**
     * The whole path, for other programs and to be stored.
     *
     * @throws InvalidInputException if the current directory has a name that Java cannot represent: the path would be
     *     another one
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

    /** Java decodes a name only when it is asked for text, and puts U+FFFD for what it cannot decode. */
    static Path requireText(Path whole) {
        if (whole.toString().indexOf('\uFFFD') >= 0) {
            throw notText(whole);
        }
        return whole;
    }

    /** Whether the path is below the link that stands for the current directory. */
    static boolean isLinked(Path whole) {
        return whole.startsWith(LINK);
    }

    private static InvalidInputException notText(Path whole) {
        return new InvalidInputException(
                whole.toString(),
                "the name of the current directory is not text in the locale's character set",
                "give the whole path, or call the program in another directory");
    }
}
