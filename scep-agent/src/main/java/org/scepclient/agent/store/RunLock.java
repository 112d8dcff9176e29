package org.scepclient.agent.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileProblem;

/**
 * One run at a time: a lock of the operating system, which ends with its process, however that ends.
 *
 * <p>The run holds byte 0 of the file {@code lock}; who holds it shows byte 1, which only readers of the state touch
 * for a moment. Pid and phase stand beside it in {@code run}. The system forgets all of a process's locks on a file
 * when the process closes any channel to it, so this process opens the file only while it does not hold the lock.
 */
public final class RunLock {
    private static final String LOCK = "lock";
    private static final int RUN = 0;
    private static final int SHOWN = 1;

    private final DurableDirectory directory;
    private final RunState state;
    private @Nullable Held current;
    private boolean service;

    RunLock(DurableDirectory directory) {
        this.directory = directory;
        this.state = new RunState(directory.file("run"));
    }

    /**
     * Who runs.
     *
     * @param pid the process, 0 where it is not known yet
     */
    public record Holder(long pid, RunPhase phase) {}

    /** From now on, the runs of this process are those of a service: its end is not the end of a run. */
    public synchronized void belongsToService() {
        service = true;
    }

    /** The lock, or nothing where another run has it; the directory is made where it is missing. */
    public synchronized Optional<Held> tryAcquire() throws StorageException {
        directory.prepare();
        if (current != null || state.isOfThisProcess()) {
            return Optional.empty();
        }
        FileChannel channel =
                directory.open(LOCK, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            current = held(channel);
            return Optional.ofNullable(current);
        } catch (IOException e) {
            throw unusable(e);
        } finally {
            if (current == null) {
                close(channel);
            }
        }
    }

    private @Nullable Held held(FileChannel channel) throws IOException {
        if (!locked(channel, RUN, false)) {
            return null;
        }
        state.write(RunPhase.CHECK, service);
        return new Held(channel, channel.lock(SHOWN, 1, false));
    }

    private void close(FileChannel channel) throws StorageException {
        try {
            channel.close();
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Who has the lock now; it is not taken for this. */
    public synchronized Optional<Holder> holder() throws StorageException {
        if (current != null || state.isOfThisProcess()) {
            return Optional.of(state.read());
        }
        if (!directory.has(LOCK)) {
            return Optional.empty();
        }
        try (FileChannel channel = directory.open(LOCK, StandardOpenOption.READ)) {
            return locked(channel, SHOWN, true) ? Optional.empty() : Optional.of(state.read());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private StorageException unusable(IOException problem) {
        return new StorageException(
                directory.file(LOCK).toString(), "cannot lock the file: " + FileProblem.of(problem), problem);
    }

    private static boolean locked(FileChannel channel, int position, boolean shared) throws IOException {
        try {
            FileLock lock = channel.tryLock(position, 1, shared);
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    /** The lock in this process's hands. */
    public final class Held implements AutoCloseable {
        private final FileChannel channel;
        private final FileLock shown;

        private Held(FileChannel channel, FileLock shown) {
            this.channel = channel;
            this.shown = shown;
        }

        /** Tells readers of the state what the run does now. */
        public void enter(RunPhase phase) {
            synchronized (RunLock.this) {
                state.write(phase, service);
            }
        }

        /** True until it is closed. */
        boolean isValid() {
            return shown.isValid();
        }

        /** Lets others run. */
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
