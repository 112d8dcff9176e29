package org.scepclient.agent.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileLocks;
import org.scepclient.file.FileProblem;

/**
 * A file that one process at a time holds: its first line is the pid, the others describe what the process is doing. The
 * holder keeps the file open and locked. The operating system ends both with the process, so the content of a file that a
 * crash or a power cut has left does not name the holder, whatever process has its pid now and whatever the clock shows; see {@link #left}.
 *
 * <p>Shells have no such locks. The app's scripts take the open file for one ({@code lib/app.sh}), and so does
 * {@link #holder} for a file that was passed to the launcher.
 *
 * <p>The holder locks the bytes 0 and 1, readers briefly byte 1 only. POSIX releases all locks of a process on a file when
 * the process closes any channel to it, so this process opens the file only while it does not hold it. The content is not
 * flushed to disk, and ends with an empty line.
 */
public final class ProcessFile {
    private static final int HOLDER_BYTE = 0;
    private static final int READER_BYTE = 1;
    private static final long READER_NANOS = 100_000;
    private static final int LIMIT = 1 << 14;

    /** The files that this process holds: file locks belong to the process. */
    private static final Map<Path, ProcessFile> HELD = new HashMap<>();

    private final DurableDirectory directory;
    private final String name;
    /** Not a channel to write with: an interrupt of the thread would close it, and with it end the lock. */
    private @Nullable RandomAccessFile held;

    private Holder content = new Holder(0, List.of());
    private Optional<Holder> left = Optional.empty();

    public ProcessFile(DurableDirectory directory, String name) {
        this.directory = directory;
        this.name = name;
    }

    /**
     * The process that holds the file.
     *
     * @param pid 0 if unknown
     * @param lines what it is doing; empty if unknown
     */
    public record Holder(long pid, List<String> lines) {
        static Holder parse(String text) {
            List<String> lines = text.lines().takeWhile(line -> !line.isEmpty()).toList();
            boolean complete = text.contains("\n\n")
                    && !lines.isEmpty()
                    && lines.getFirst().matches("[0-9]{1,18}");
            return complete
                    ? new Holder(Long.parseLong(lines.getFirst()), lines.subList(1, lines.size()))
                    : new Holder(0, List.of());
        }

        /** The holder as one that has not let go of the file: a release empties it. */
        private Optional<Holder> ended() {
            return pid == 0 ? Optional.empty() : Optional.of(this);
        }

        String text() {
            StringBuilder text = new StringBuilder().append(pid).append('\n');
            lines.forEach(line -> text.append(line).append('\n'));
            return text.append('\n').toString();
        }
    }

    /**
     * Holds the file for this process; false if it is held already. Creates the data directory if it does not exist.
     *
     * @param lines what this process is doing, without line breaks and empty lines
     */
    public boolean tryHold(List<String> lines) throws StorageException {
        synchronized (HELD) {
            OwnDirectory.prepare(directory);
            if (HELD.containsKey(key())) {
                return false;
            }
            directory.requireFile(name);
            if (directory.has(name)) {
                directory.keepSecret(name);
            }
            held = locked();
            if (held == null) {
                return false;
            }
            HELD.put(key(), this);
            write(lines);
            return true;
        }
    }

    private @Nullable RandomAccessFile locked() throws StorageException {
        // Creates the file for its owner alone, and follows no link.
        close(directory.open(name, StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        RandomAccessFile locked = null;
        try {
            RandomAccessFile opened = new RandomAccessFile(directory.file(name).toFile(), "rw");
            try {
                if (FileLocks.tryLock(opened.getChannel(), HOLDER_BYTE, 1, false) && !isPassedOn(opened)) {
                    awaitReaders(opened.getChannel());
                    reportLength(opened);
                    locked = opened;
                }
                return locked;
            } finally {
                if (locked == null) {
                    opened.close();
                }
            }
        } catch (IOException e) {
            throw cannotLock(e);
        }
    }

    private void reportLength(RandomAccessFile opened) throws IOException {
        if (opened.length() > LIMIT) {
            directory.report(directory.file(name) + ": the file is too long; its content is replaced");
        }
    }

    /** Not by a wait of the channel, which an interrupt of the thread would close. */
    private static void awaitReaders(FileChannel opened) throws IOException {
        while (!FileLocks.tryLock(opened, READER_BYTE, 1, false)) {
            LockSupport.parkNanos(READER_NANOS);
        }
    }

    /** Whether a shell has the file that a process passed to it. The one that launched this process waits for it. */
    private boolean isPassedOn(RandomAccessFile opened) throws IOException {
        byte[] text = new byte[LIMIT];
        Holder before = Holder.parse(new String(text, 0, Math.max(0, opened.read(text)), UTF_8));
        left = before.ended();
        long pid = before.pid();
        boolean launchedThis = ProcessHandle.current()
                .parent()
                .filter(parent -> parent.pid() == pid)
                .isPresent();
        return !launchedThis && isOpenIn(pid);
    }

    /**
     * Holds the file for this process; nothing if this object holds it already.
     *
     * @param other what another holder is, for the message
     * @param remedy how to use the other one
     * @throws StorageException with {@link ErrorCode#RUN_ACTIVE} if another process or object holds it
     */
    public void hold(String other, String remedy) throws StorageException {
        if (!isHeld() && !tryHold(List.of())) {
            long pid = holder().map(Holder::pid).orElse(0L);
            throw StorageException.runActive(
                    directory.path().toString(), other + (pid > 0 ? " (pid " + pid + ")" : "") + "; " + remedy);
        }
    }

    /** Whether this object holds the file. */
    public boolean isHeld() {
        synchronized (HELD) {
            return held != null;
        }
    }

    /** Replaces the lines. On a full disk, readers see a holder without pid and lines. */
    public void write(List<String> lines) {
        write(new Holder(ProcessHandle.current().pid(), List.copyOf(lines)));
    }

    private void write(Holder written) {
        synchronized (HELD) {
            RandomAccessFile file = held;
            if (file == null) {
                return;
            }
            content = written;
            try {
                byte[] text = written.text().getBytes(UTF_8);
                file.seek(0);
                file.write(text);
                file.setLength(text.length);
            } catch (IOException e) {
                clear(file);
            }
        }
    }

    private static void clear(RandomAccessFile file) {
        try {
            file.setLength(0);
        } catch (IOException e) {
            // The lock ends with the process, and without it the content counts for nothing.
        }
    }

    /**
     * Lets go of the file in favor of another process, which has it open as long as it runs.
     *
     * @param pid that process, a shell
     */
    public void passTo(long pid) throws StorageException {
        synchronized (HELD) {
            write(new Holder(pid, content.lines()));
            letGo(false);
        }
    }

    /** Lets go of the file, if this object holds it. */
    public void release() throws StorageException {
        letGo(true);
    }

    private void letGo(boolean cleared) throws StorageException {
        synchronized (HELD) {
            RandomAccessFile file = held;
            if (file == null) {
                return;
            }
            if (cleared) {
                clear(file);
            }
            held = null;
            HELD.values().remove(this);
            close(file);
        }
    }

    /** The process that holds the file now. */
    public Optional<Holder> holder() throws StorageException {
        synchronized (HELD) {
            if (!directory.has(name)) {
                return Optional.empty();
            }
            ProcessFile own = HELD.get(key());
            return own == null ? otherHolder() : Optional.of(own.content);
        }
    }

    /**
     * The last holder, if it has ended without a release: by a kill or, where the content had reached the disk, a power cut. For the
     * present holder it is the one before.
     */
    public Optional<Holder> left() throws StorageException {
        synchronized (HELD) {
            if (held != null) {
                return left;
            }
            return !directory.has(name) || HELD.containsKey(key()) ? Optional.empty() : leftOnDisk();
        }
    }

    /** While a reader has its lock, a new holder does not write. */
    private Optional<Holder> leftOnDisk() throws StorageException {
        try (FileChannel opened = directory.open(name, StandardOpenOption.READ)) {
            boolean free = FileLocks.tryLock(opened, READER_BYTE, 1, true);
            Holder last = Holder.parse(directory.text(name));
            return free && !isOpenIn(last.pid()) ? last.ended() : Optional.empty();
        } catch (IOException e) {
            throw cannotLock(e);
        }
    }

    private Optional<Holder> otherHolder() throws StorageException {
        try (FileChannel opened = directory.open(name, StandardOpenOption.READ)) {
            boolean free = FileLocks.tryLock(opened, READER_BYTE, 1, true);
            // Not from the channel, which an interrupt of the thread would close.
            Holder other = Holder.parse(directory.text(name));
            return free && !isOpenIn(other.pid()) ? Optional.empty() : Optional.of(other);
        } catch (IOException e) {
            throw cannotLock(e);
        }
    }

    /** Whether another process has the file open; never true where the system has no {@code /proc}. */
    private boolean isOpenIn(long pid) {
        if (pid == 0 || pid == ProcessHandle.current().pid()) {
            return false;
        }
        try (DirectoryStream<Path> open = Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "fd"))) {
            for (Path descriptor : open) {
                if (isSameFile(descriptor)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            return false;
        }
    }

    /** A descriptor that is closed meanwhile is not the file. */
    private boolean isSameFile(Path descriptor) {
        try {
            return Files.isSameFile(descriptor, directory.file(name));
        } catch (IOException e) {
            return false;
        }
    }

    /** The file's path without links, for two objects that name it differently. */
    private Path key() throws StorageException {
        try {
            return directory.path().toRealPath().resolve(name);
        } catch (IOException e) {
            throw cannotLock(e);
        }
    }

    private void close(Closeable opened) throws StorageException {
        try {
            opened.close();
        } catch (IOException e) {
            throw cannotLock(e);
        }
    }

    private StorageException cannotLock(IOException e) {
        return new StorageException(directory.file(name).toString(), "cannot lock the file: " + FileProblem.of(e), e);
    }
}
