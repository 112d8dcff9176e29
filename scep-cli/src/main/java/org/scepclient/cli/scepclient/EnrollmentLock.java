package org.scepclient.cli.scepclient;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileLocks;
import org.scepclient.file.FileProblem;

/** The lock of one enrollment into a directory; it ends with the process at the latest. */
final class EnrollmentLock implements AutoCloseable {
    private static final String NAME = "lock";

    private final DurableDirectory directory;
    private final FileChannel channel;

    private EnrollmentLock(DurableDirectory directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    /** The lock; empty if another run holds it. */
    static Optional<EnrollmentLock> tryAcquire(DurableDirectory directory) throws StorageException {
        try {
            Optional<String> before = file(directory);
            FileChannel channel = directory.open(NAME, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            // The run that had the lock may have removed the file after this one opened it.
            if (FileLocks.tryLock(channel, 0, Long.MAX_VALUE, false)
                    && file(directory)
                            .filter(now -> before.isEmpty() || before.get().equals(now))
                            .isPresent()) {
                return Optional.of(new EnrollmentLock(directory, channel));
            }
            channel.close();
            return Optional.empty();
        } catch (IOException e) {
            throw new StorageException(
                    directory.file(NAME).toString(), "cannot lock the file: " + FileProblem.of(e), e);
        }
    }

    /** Identity of the file that currently has the name. */
    private static Optional<String> file(DurableDirectory directory) throws IOException {
        try {
            var attributes =
                    Files.readAttributes(directory.file(NAME), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return Optional.of(String.valueOf(attributes.fileKey()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Removes the file while the lock is held. */
    void removeFile() throws StorageException {
        directory.delete(NAME);
    }

    @Override
    public void close() throws StorageException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StorageException(
                    directory.file(NAME).toString(), "cannot close the file: " + FileProblem.of(e), e);
        }
    }
}
