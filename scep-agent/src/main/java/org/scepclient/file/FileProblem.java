package org.scepclient.file;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Says in words what the file system refused; the JDK's messages are often only the file's name. */
public final class FileProblem {
    private FileProblem() {}

    public static String of(IOException problem) {
        return switch (problem) {
            case NoSuchFileException e -> "there is no such file";
            case AccessDeniedException e -> "permission denied";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> {
                String message = problem.getMessage();
                yield message == null ? problem.getClass().getSimpleName() : message;
            }
        };
    }
}
