package org.scepclient.agent.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileLocks;
import org.scepclient.file.FileProblem;

/**
 * The lock for one run at a time: a file lock, which the operating system releases however its process ends.
 *
 * <p>A run locks byte 0 of the file {@code lock}, and byte 1 to mark the lock as held; readers of the state briefly lock
 * byte 1 only. Pid and phase are in the file {@code run}. POSIX releases all locks of a process on a file when it closes
 * any channel to the file, so this process opens the file only while it does not hold the lock.
 */
public final class RunLock {
    private static final String LOCK = "lock";
    private static final int RUN_BYTE = 0;
    private static final int HELD_BYTE = 1;

    private final DurableDirectory directory;
    private final RunState state;
    private @Nullable Held current;
    private boolean service;

    RunLock(DurableDirectory directory) {
        this.directory = directory;
        this.state = new RunState(directory);
    }

    /**
     * The run that holds the lock.
     *
     * @param pid its process; 0 if unknown
     */
    public record Holder(long pid, RunPhase phase) {}

    /** Marks the runs of this process as those of a service, which does not end with a run. */
    public synchronized void belongsToService() {
        service = true;
    }

    /** Acquires the lock; empty if another run holds it. Creates the directory if it does not exist. */
    public synchronized Optional<Held> tryAcquire() throws StorageException {
        directory.prepare();
        if (current != null || state.isOfThisProcess()) {
            return Optional.empty();
        }
        if (Files.exists(directory.file(LOCK), LinkOption.NOFOLLOW_LINKS) && !directory.has(LOCK)) {
            directory.setAside(LOCK);
        }
        FileChannel channel =
                directory.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            current = acquire(channel);
            return Optional.ofNullable(current);
        } catch (IOException e) {
            throw cannotLock(e);
        } finally {
            if (current == null) {
                close(channel);
            }
        }
    }

    private @Nullable Held acquire(FileChannel channel) throws IOException {
        if (!FileLocks.tryLock(channel, RUN_BYTE, 1, false)) {
            return null;
        }
        state.write(RunPhase.CHECK, service);
        return new Held(channel, channel.lock(HELD_BYTE, 1, false));
    }

    private void close(FileChannel channel) throws StorageException {
        try {
            channel.close();
        } catch (IOException e) {
            throw cannotLock(e);
        }
    }

    /** The current holder of the lock. Does not acquire it. */
    public synchronized Optional<Holder> holder() throws StorageException {
        if (current != null || state.isOfThisProcess()) {
            return Optional.of(state.read());
        }
        if (!directory.has(LOCK)) {
            return Optional.empty();
        }
        try (FileChannel channel = directory.open(LOCK, StandardOpenOption.READ)) {
            return FileLocks.tryLock(channel, HELD_BYTE, 1, true) ? Optional.empty() : Optional.of(state.read());
        } catch (IOException e) {
            throw cannotLock(e);
        }
    }

    /**
     * Asks the process of the active run to end, as {@code etc/init stop} does. False if there is no run, if its process is
     * unknown, and if it is a service.
     */
    public synchronized boolean terminateHolder() throws StorageException {
        boolean other = current == null && !state.isOfThisProcess();
        return other && holder().isPresent() && state.terminate();
    }

    private StorageException cannotLock(IOException e) {
        return new StorageException(directory.file(LOCK).toString(), "cannot lock the file: " + FileProblem.of(e), e);
    }

    /** The lock while this process holds it. */
    public final class Held implements AutoCloseable {
        private final FileChannel channel;
        private final FileLock heldLock;

        private Held(FileChannel channel, FileLock heldLock) {
            this.channel = channel;
            this.heldLock = heldLock;
        }

        /** Records the phase of the run for readers of the state. */
        public void enter(RunPhase phase) {
            synchronized (RunLock.this) {
                state.write(phase, service);
            }
        }

        /** True until the lock is released. */
        boolean isValid() {
            return heldLock.isValid();
        }

        /** Releases the lock. */
        @Override
        public void close() throws StorageException {
            synchronized (RunLock.this) {
                if (current != this) {
                    return;
                }
                state.remove();
                current = null;
                RunLock.this.close(channel);
            }
        }
    }
}
