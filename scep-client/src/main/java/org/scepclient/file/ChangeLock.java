package org.scepclient.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.scepclient.error.StorageException;

/**
 * The right to change a file that has to be read first: one holder at a time among all threads and processes.
 *
 * <p>The lock is an operating system's lock on the empty file {@code .NAME.lock} beside the file, because the file itself is
 * replaced. It ends with its process at the latest; the empty file remains.
 */
public final class ChangeLock implements AutoCloseable {
    /** Far more than a change takes. */
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    private static final Duration POLL_INTERVAL = Duration.ofMillis(20);

    /**
     * The turn of a thread of this process. File locks belong to the process, and closing any channel of the lock file
     * releases them.
     */
    private static final ReentrantLock THREADS = new ReentrantLock(true);

    private final FileChannel channel;

    private ChangeLock(FileChannel channel) {
        this.channel = channel;
    }

    /**
     * Waits for the lock of this file, which need not exist. A thread must not hold two locks.
     *
     * @throws StorageException if the lock file cannot be created, or after 30 seconds
     */
    public static ChangeLock acquire(Path file) throws StorageException {
        return acquire(file, TIMEOUT);
    }

    static ChangeLock acquire(Path file, Duration timeout) throws StorageException {
        long end = System.nanoTime() + timeout.toNanos();
        try {
            if (!THREADS.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw busy(file);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy(file);
        }
        boolean acquired = false;
        try {
            ChangeLock lock = new ChangeLock(open(file));
            acquired = lock.await(end);
            if (!acquired) {
                lock.channel.close();
                throw busy(file);
            }
            return lock;
        } catch (IOException e) {
            throw new StorageException(file.toString(), "cannot lock the file for a change: " + FileProblem.of(e), e);
        } finally {
            if (!acquired) {
                THREADS.unlock();
            }
        }
    }

    private static StorageException busy(Path file) {
        return new StorageException(
                file.toString(), "another process is changing the file and does not finish; nothing was changed");
    }

    private static FileChannel open(Path file) throws IOException, StorageException {
        Path lock = lockFile(file);
        Set<OpenOption> options =
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        try {
            if (FileProblem.isNotAFile(lock, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException("it is not a file; remove it");
            }
            return FileChannel.open(lock, options, DiskOperations.attributes(lock, FileAccess.SECRET.permissions()));
        } catch (NoSuchFileException e) {
            throw new StorageException(
                    file.toString(),
                    "cannot write the file: the directory " + CurrentDirectory.parentOf(lock)
                            + " does not exist; create it first",
                    e);
        } catch (IOException e) {
            throw new StorageException(
                    file.toString(),
                    "cannot change the file: its lock file " + lock + " cannot be opened: " + FileProblem.of(e),
                    e);
        }
    }

    /** The lock file of the file that is replaced, so that a link to it has the same one. */
    private static Path lockFile(Path file) throws IOException {
        Path real = Files.exists(file) ? file.toRealPath() : file;
        return real.resolveSibling("." + real.getFileName() + ".lock");
    }

    /** Polls, since a wait of the operating system has no time limit. */
    private boolean await(long end) throws IOException {
        try {
            while (channel.tryLock() == null) {
                if (System.nanoTime() - end >= 0) {
                    return false;
                }
                Thread.sleep(POLL_INTERVAL);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() throws StorageException {
        try {
            channel.close();
        } catch (IOException e) {
            throw new StorageException("lock file", "cannot be closed: " + FileProblem.of(e), e);
        } finally {
            THREADS.unlock();
        }
    }
}
