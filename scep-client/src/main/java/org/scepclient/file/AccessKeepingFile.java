package org.scepclient.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * Replaces a file atomically by one with the same owner, group, permissions, access control list and extended attributes, or
 * not at all. The new file is completed in a directory that only this user can enter, since it has all access rules at
 * the end only.
 *
 * @param file the existing file
 */
record AccessKeepingFile(FileOperations operations, Path file) {
    private static final int NAME_ATTEMPTS = 100;

    void write(byte[] content) throws IOException {
        write((whole, finish) -> whole.write(content, finish));
    }

    void write(OutputFile.Content content) throws IOException {
        write((whole, finish) -> whole.write(content, finish));
    }

    private interface Writing {
        void run(WholeFile whole, WholeFile.Finish finish) throws IOException;
    }

    private void write(Writing writing) throws IOException {
        Path directory = makeDirectory();
        Path temporary = directory.resolve("new");
        try {
            operations.createLike(temporary, file);
            AccessList.requireCopied(file, temporary);
            writing.run(new WholeFile(operations, file, temporary), this::copyAccess);
        } catch (IOException e) {
            WholeFile.abandon(operations, temporary, e);
            WholeFile.abandon(operations, directory, e);
            throw e;
        }
        operations.delete(directory);
    }

    private Path makeDirectory() throws IOException {
        long seed = System.nanoTime();
        IOException last = new IOException("no unused name for a temporary directory");
        for (int i = 0; i < NAME_ATTEMPTS; i++) {
            Path directory = CurrentDirectory.parentOf(file).resolve(OutputFile.temporaryName(seed + i));
            try {
                operations.makeDirectory(directory, FileAccess.SECRET.directoryPermissions());
                return directory;
            } catch (FileAlreadyExistsException e) {
                last = e;
            }
        }
        throw last;
    }

    /** Sets owner and group where the copy has others, and then the permissions; with a list, those of the group are its mask. */
    private void copyAccess(Path temporary) throws IOException {
        PosixFileAttributes before = Files.readAttributes(file, PosixFileAttributes.class);
        PosixFileAttributes now = Files.readAttributes(temporary, PosixFileAttributes.class);
        var view = Files.getFileAttributeView(temporary, PosixFileAttributeView.class);
        if (!before.owner().equals(now.owner())) {
            view.setOwner(before.owner());
        }
        if (!before.group().equals(now.group())) {
            view.setGroup(before.group());
        }
        operations.permit(temporary, before.permissions());
    }
}
