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
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.scepclient.error.StorageException;

/**
 * A directory for its owner alone, whose files and links change whole or not at all, and last once they have
 * changed. It has one writer at a time; the temporary file of {@code NAME} is {@code .NAME.new}, so that what a
 * killed writer left is known by its name. Nothing is read or written through a link.
 */
public final class DurableDirectory {
    private static final int LIMIT = 1 << 20;
    private static final String UNFINISHED = ".new";

    private final Path path;
    private final FileOperations operations;

    public DurableDirectory(Path path, FileOperations operations) {
        this.path = path;
        this.operations = operations;
    }

    /** A directory on the disk of this machine. */
    public static DurableDirectory of(Path path) {
        return new DurableDirectory(path, FileOperations.ofDisk());
    }

    public Path path() {
        return path;
    }

    /** A directory in this one. */
    public DurableDirectory inner(String name) {
        return new DurableDirectory(path.resolve(name), operations);
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /**
     * Makes the directory where it is missing, and takes away the access of others.
     *
     * @throws StorageException also if the directory is another user's, who could read the keys in it
     */
    public void prepare() throws StorageException {
        try {
            if (!Files.isDirectory(path)) {
                make(FileAccess.SECRET);
            }
            OtherUsers.requireOwner(path);
            takeFromOthers(path, FileAccess.SECRET.directoryPermissions());
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /**
     * Makes the directory where it is missing, in a place that may be anybody's. One that another user could have
     * prepared, or could change or replace while it is used, is refused as it is.
     *
     * @param access who may read the directory; in a {@link FileAccess#SECRET} one, every file must be this user's too
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
                takeFromOthers(path, access.directoryPermissions());
            }
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** Refuses a file that another user owns or can write, or that is another user's link. */
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
            // Another process that begins at the same time may have made it.
            if (!Files.isDirectory(path)) {
                throw e;
            }
        }
        operations.forceDirectory(parent);
    }

    private StorageException unusable(IOException problem) {
        String reason = problem instanceof FileAlreadyExistsException
                ? "it is not a directory; name another"
                : FileProblem.of(problem);
        return new StorageException(path.toString(), "cannot use the directory: " + reason, problem);
    }

    /** Leaves a file to its owner alone. */
    public void keepSecret(String name) throws StorageException {
        try {
            takeFromOthers(file(name), FileAccess.SECRET.permissions());
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }

    private void takeFromOthers(Path file, Set<PosixFilePermission> wanted) throws IOException {
        if (DiskOperations.isPosix(file) && !wanted.containsAll(Files.getPosixFilePermissions(file))) {
            operations.permit(file, wanted);
        }
    }

    /** Removes what a killed writer left unfinished; only for the one writer. */
    public void deleteUnfinished() throws StorageException {
        for (String name : names()) {
            if ((name.startsWith(".") && name.endsWith(UNFINISHED)) || OutputFile.isTemporary(name)) {
                delete(name);
            }
        }
    }

    /** The names in the directory, sorted; none where there is no directory. */
    public List<String> names() throws StorageException {
        try {
            return list();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new StorageException(
                    path.toString(),
                    "cannot read the directory: " + FileProblem.of(e) + "; it is its owner's alone",
                    e);
        }
    }

    private List<String> list() throws IOException {
        try (Stream<Path> entries = Files.list(path)) {
            return entries.map(entry -> String.valueOf(entry.getFileName()))
                    .sorted()
                    .toList();
        }
    }

    /** True for a file, not for a link or a directory. */
    public boolean has(String name) {
        return Files.isRegularFile(file(name), LinkOption.NOFOLLOW_LINKS);
    }

    /** Where the link {@code name} leads, if it is one. */
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

    private byte[] content(String name) throws IOException {
        try (var in = Files.newInputStream(file(name), LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(LIMIT + 1);
            if (content.length > LIMIT) {
                throw new IOException("the file is too long");
            }
            return content;
        }
    }

    /** Writes a file; one that has this content already is left as it is, because flash memory wears. */
    public void write(String name, FileAccess access, String text) throws StorageException {
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        try {
            if (!has(name) || !Arrays.equals(content, content(name))) {
                replace(name, access, content);
            } else if (access == FileAccess.SECRET) {
                takeFromOthers(file(name), access.permissions());
            }
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }

    private void replace(String name, FileAccess access, byte[] content) throws IOException {
        Path unfinished = unfinished(name);
        operations.create(unfinished, access.permissions());
        new WholeFile(operations, file(name), unfinished).write(content);
    }

    /** Makes or turns a link to another name in this directory; it is relative, so that the directory can be moved. */
    public void link(String name, String target) throws StorageException {
        if (linked(name).filter(target::equals).isPresent()) {
            return;
        }
        try {
            turn(name, target);
        } catch (IOException e) {
            throw unwritable(name, e);
        }
    }

    private void turn(String name, String target) throws IOException {
        Path unfinished = unfinished(name);
        try {
            operations.link(unfinished, Path.of(target));
            operations.rename(unfinished, file(name));
        } catch (IOException e) {
            WholeFile.abandon(operations, unfinished, e);
            throw e;
        }
        operations.forceDirectory(path);
    }

    /** A name that nothing has: what an interrupted writer left with it is removed. */
    private Path unfinished(String name) throws IOException {
        Path unfinished = file("." + name + UNFINISHED);
        if (Files.exists(unfinished, LinkOption.NOFOLLOW_LINKS)) {
            operations.delete(unfinished);
        }
        return unfinished;
    }

    public void rename(String from, String to) throws StorageException {
        try {
            operations.rename(file(from), file(to));
            operations.forceDirectory(path);
        } catch (IOException e) {
            throw unwritable(to, e);
        }
    }

    /** Moves a file into another directory of the same file system, where it replaces what has its name. */
    public void move(String name, DurableDirectory target) throws StorageException {
        try {
            operations.rename(file(name), target.file(name));
            operations.forceDirectory(target.path);
        } catch (IOException e) {
            throw target.unwritable(name, e);
        }
    }

    /** Opens a file that is locked and never replaced, for its owner alone and not through a link. */
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

    /** Removes the directory itself, unless something is in it. */
    public void removeIfEmpty() throws StorageException {
        try {
            if (list().isEmpty()) {
                operations.delete(path);
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // Another process was here in between.
        } catch (IOException e) {
            throw new StorageException(path.toString(), "cannot remove the directory: " + FileProblem.of(e), e);
        }
    }

    /** Removes a file, if there is one. */
    public void delete(String name) throws StorageException {
        if (!Files.exists(file(name), LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try {
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
