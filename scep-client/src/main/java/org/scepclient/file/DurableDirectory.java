package org.scepclient.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;

/**
 * A directory with atomic and durable changes of files and links.
 *
 * <p>There is one writer at a time. The temporary file for {@code NAME} is {@code .NAME.new}, which identifies the remains of
 * a killed writer. Links are never followed.
 */
public final class DurableDirectory {
    private static final int LIMIT = 1 << 20;
    private static final String TEMPORARY = ".new";
    private static final String NOT_A_FILE = "it is not a file";

    private final Path path;
    private final FileOperations operations;
    private final SetAside damaged;

    /**
     * @param damage receives a line for each file that is set aside, because it is damaged or in the place of another
     */
    public DurableDirectory(Path path, FileOperations operations, Consumer<String> damage) {
        this.path = path;
        this.operations = operations;
        this.damaged = new SetAside(path, operations, damage);
    }

    /** A directory on the disk of this machine, which reports no damage. */
    public static DurableDirectory of(Path path) {
        return new DurableDirectory(path, FileOperations.ofDisk(), line -> {});
    }

    /** Reads the content of a file. */
    @FunctionalInterface
    public interface Content {
        void read() throws ScepException;
    }

    public Path path() {
        return path;
    }

    /** A subdirectory. */
    public DurableDirectory inner(String name) {
        return new DurableDirectory(path.resolve(name), operations, damaged.report());
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /**
     * Creates the directory if it is missing, and removes the permissions of other users.
     *
     * @throws StorageException also if the directory belongs to another user, who could read the keys in it
     */
    public void prepare() throws StorageException {
        try {
            if (!Files.isDirectory(path)) {
                make(FileAccess.SECRET);
            }
            OtherUsers.requireOwner(path);
            restrict(path, FileAccess.SECRET.directoryPermissions());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Creates the directory if it is missing, in a parent directory that other users may write to. Refuses a directory that
     * another user could have prepared, or could change or replace while it is in use.
     *
     * @param access the permissions of the directory; with {@link FileAccess#SECRET}, all its files must belong to this user
     */
    public void prepareAmongOthers(FileAccess access) throws StorageException {
        try {
            if (!Files.isDirectory(path)) {
                make(access);
            }
            OtherUsers.requireDirectory(path);
            if (access == FileAccess.SECRET) {
                for (String name : names()) {
                    OtherUsers.requireFile(file(name));
                }
                restrict(path, access.directoryPermissions());
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Refuses a file that belongs to another user, is writable by one, or is another user's link. */
    public void requireOwn(String name) throws StorageException {
        OtherUsers.requireFile(file(name));
    }

    private void make(FileAccess access) throws IOException {
        Path parent = CurrentDirectory.parentOf(path);
        if (!Files.isDirectory(parent)) {
            Files.createDirectories(
                    parent, DiskOperations.attributes(parent, FileAccess.PUBLIC.directoryPermissions()));
        }
        try {
            operations.makeDirectory(path, access.directoryPermissions());
        } catch (FileAlreadyExistsException e) {
            // Another process may have created it at the same time.
            if (!Files.isDirectory(path)) {
                throw e;
            }
        }
        operations.forceDirectory(parent);
    }

    private StorageException unusable(IOException problem) {
        String reason = switch (problem) {
            case FileAlreadyExistsException e -> "it is not a directory; use another name";
            // Its parent directory exists, and its file system makes no directories, as that of /proc.
            case NoSuchFileException e
            when !Files.exists(path) -> "it does not exist and cannot be created there; use another directory";
            default -> FileProblem.of(problem);
        };
        return new StorageException(path.toString(), "cannot use the directory: " + reason, problem);
    }

    /** Lets the owner, and no other user, access a file. */
    public void keepSecret(String name) throws StorageException {
        try {
            restrict(file(name), FileAccess.SECRET.permissions());
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }

    private void restrict(Path file, Set<PosixFilePermission> permitted) throws IOException {
        if (DiskOperations.isPosix(file)) {
            Set<PosixFilePermission> now = Files.getPosixFilePermissions(file);
            if (!permitted.containsAll(now) || !now.contains(PosixFilePermission.OWNER_READ)) {
                operations.permit(file, permitted);
            }
        }
    }

    /** Removes the temporary files of a killed writer; only the current writer may call it. */
    public void deleteUnfinished() throws StorageException {
        for (String name : names()) {
            if ((name.startsWith(".") && name.endsWith(TEMPORARY)) || OutputFile.isTemporary(name)) {
                delete(name);
            }
        }
    }

    /** The sorted names in the directory; empty if there is no directory. */
    public List<String> names() throws StorageException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new StorageException(
                    path.toString(),
                    "cannot read the directory: " + FileProblem.of(e) + "; only its owner has access",
                    e);
        }
    }

    /** True for a regular file; false for a link or directory. */
    public boolean has(String name) {
        return Files.isRegularFile(file(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** The time at which a file was last written; the epoch if it cannot be read. */
    public Instant written(String name) {
        try {
            return Files.getLastModifiedTime(file(name), LinkOption.NOFOLLOW_LINKS)
                    .toInstant();
        } catch (IOException e) {
            return Instant.EPOCH;
        }
    }

    /** The target of the link {@code name}; empty if it is not a link. */
    public Optional<String> linked(String name) {
        try {
            return Files.isSymbolicLink(file(name))
                    ? Optional.of(Files.readSymbolicLink(file(name)).toString())
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    public String text(String name) throws StorageException {
        try {
            return new String(content(name), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new StorageException(file(name).toString(), "cannot read the file: " + FileProblem.of(e), e);
        }
    }

    /** Reads only regular files: opening a FIFO would block, and a device may have no end. */
    private byte[] content(String name) throws IOException {
        if (isOther(name)) {
            throw new IOException(NOT_A_FILE);
        }
        try (var in = Files.newInputStream(file(name), LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(LIMIT + 1);
            if (content.length > LIMIT) {
                throw new IOException("the file is too long");
            }
            return content;
        }
    }

    /** Writes a file, unless it already has this content: flash memory wears out. */
    public void write(String name, FileAccess access, String text) throws StorageException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (!holds(name, content)) {
                requireFile(name);
                replace(name, access, content);
            } else if (access == FileAccess.SECRET) {
                restrict(file(name), access.permissions());
            }
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }

    private boolean holds(String name, byte[] content) throws IOException {
        return has(name) && Files.size(file(name)) == content.length && Arrays.equals(content, content(name));
    }

    private void replace(String name, FileAccess access, byte[] content) throws IOException {
        Path temporary = temporary(name);
        operations.create(temporary, access.permissions());
        new WholeFile(operations, file(name), temporary).write(content);
    }

    /** Creates or replaces a link to another name in this directory; it is relative, so that the directory can be moved. */
    public void link(String name, String target) throws StorageException {
        if (linked(name).filter(target::equals).isPresent()) {
            return;
        }
        try {
            replaceLink(name, target);
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }

    private void replaceLink(String name, String target) throws IOException {
        clearDirectory(name);
        Path temporary = temporary(name);
        try {
            operations.link(temporary, Path.of(target));
            operations.rename(temporary, file(name));
        } catch (IOException e) {
            WholeFile.abandon(operations, temporary, e);
            throw e;
        }
        operations.forceDirectory(path);
    }

    /** An unused name for the temporary file; removes the file of an interrupted writer. */
    private Path temporary(String name) throws IOException {
        String temporary = "." + name + TEMPORARY;
        clearDirectory(temporary);
        if (Files.exists(file(temporary), LinkOption.NOFOLLOW_LINKS)) {
            operations.delete(file(temporary));
        }
        return file(temporary);
    }

    /** A directory in the place of a file, which no file can replace. */
    private void clearDirectory(String name) throws IOException {
        if (Files.isDirectory(file(name), LinkOption.NOFOLLOW_LINKS)) {
            damaged.move(name, NOT_A_FILE);
        }
    }

    /** Whether the name is that of something else than a regular file. */
    private boolean isOther(String name) {
        return FileProblem.isNotAFile(file(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Reports damage that was repaired, in a line that begins with the file. */
    public void report(String line) {
        damaged.report().accept(line);
    }

    /** Sets aside what is not a file in the place of one: a directory, a link, a FIFO. */
    public void requireFile(String name) throws StorageException {
        if (isOther(name)) {
            setAside(name, NOT_A_FILE);
        }
    }

    /** Sets aside what is not a file, and a file that cannot be read or has unexpected content. */
    public void requireReadable(String name, Content content) throws StorageException {
        requireFile(name);
        if (!has(name)) {
            return;
        }
        try {
            content.read();
        } catch (ScepException e) {
            setAside(name, e.getMessage());
        }
    }

    /**
     * Moves what has this name, whatever it is, to {@code NAME.damaged}, and reports it; the last few of a name are kept.
     *
     * @param problem the reason, for the report
     * @return the new path
     */
    public Path setAside(String name, String problem) throws StorageException {
        try {
            return damaged.move(name, problem);
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }

    /** Moves a file to another directory of the same file system, where it replaces a file of the same name. */
    public void move(String name, DurableDirectory target) throws StorageException {
        try {
            operations.rename(file(name), target.file(name));
            operations.forceDirectory(target.path);
        } catch (IOException e) {
            throw target.unwritable(name, e);
        }
    }

    /** Opens a lock file, which only its owner may access and which is never replaced; links are not followed. */
    public FileChannel open(String name, StandardOpenOption... options) throws StorageException {
        Set<OpenOption> all = new HashSet<>(Set.of(options));
        all.add(LinkOption.NOFOLLOW_LINKS);
        try {
            return FileChannel.open(
                    file(name), all, DiskOperations.attributes(file(name), FileAccess.SECRET.permissions()));
        } catch (IOException e) {
            throw new StorageException(file(name).toString(), "cannot lock the file: " + FileProblem.of(e), e);
        }
    }

    /** Removes the directory if it is empty. */
    public void removeIfEmpty() throws StorageException {
        try {
            operations.delete(path);
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // It is in use.
        } catch (IOException e) {
            throw new StorageException(path.toString(), "cannot remove the directory: " + FileProblem.of(e), e);
        }
    }

    /** Removes a file if it exists; a directory in its place is set aside. */
    public void delete(String name) throws StorageException {
        if (!Files.exists(file(name), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
            clearDirectory(name);
            operations.delete(file(name));
            operations.forceDirectory(path);
        } catch (IOException e) {
            throw new StorageException(file(name).toString(), "cannot remove the file: " + FileProblem.of(e), e);
        }
    }

    private StorageException unwritable(String name, IOException problem) {
        return new StorageException(
                file(name).toString(), "cannot write the file: " + FileProblem.of(problem), problem);
    }
}
