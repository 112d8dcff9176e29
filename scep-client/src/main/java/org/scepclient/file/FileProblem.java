package org.scepclient.file;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Describes failures of file operations, for which the JDK's messages are often just the file's name. */
public final class FileProblem {
    private FileProblem() {}

    /** The reason why a file name is invalid: a NUL character, or characters that the locale's character set lacks. */
    public static String of(InvalidPathException problem) {
        String charset = System.getProperty("sun.jnu.encoding", "UTF-8");
        return Charset.forName(charset).newEncoder().canEncode(problem.getInput())
                ? "invalid file name"
                : "the file name has characters outside " + charset
                        + ", the character set of the locale; set LC_ALL to an installed UTF-8 locale, such as C.UTF-8";
    }

    /** Whether the path leads to something else than a file, for example to a FIFO, which blocks a process that opens it. */
    public static boolean isNotAFile(Path path, LinkOption... options) {
        return Files.exists(path, options) && !Files.isRegularFile(path, options);
    }

    public static String of(IOException problem) {
        return switch (problem) {
            case NoSuchFileException e -> "there is no such file";
            case AccessDeniedException e -> "permission denied";
            case FileSystemException e when e.getReason() != null -> reason(e.getReason());
            default -> {
                String message = problem.getMessage();
                yield message == null ? problem.getClass().getSimpleName() : reason(message);
            }
        };
    }

    /** The words of the operating system, with a remedy where they have one. */
    private static String reason(String words) {
        return words.equals("Is a directory") ? "it is a directory; name a file" : words;
    }
}
