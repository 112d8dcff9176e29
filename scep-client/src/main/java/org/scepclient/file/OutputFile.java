package org.scepclient.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.StorageException;
import org.scepclient.value.Printable;

/**
 * A file that is written atomically: to a temporary file in the same directory, which is forced to the disk and renamed.
 * Devices and pipes, for example {@code /dev/null}, are written in place.
 */
public final class OutputFile {

    /** Content that may not fit into memory. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private static final int NAME_ATTEMPTS = 100;
    private static final String PREFIX = ".scep-";
    private static final String SUFFIX = ".tmp";

    private final Path target;
    private final FileAccess access;
    private final FileOperations operations;

    private OutputFile(Path target, FileAccess access, FileOperations operations) {
        this.target = target;
        this.access = access;
        this.operations = operations;
    }

    public static OutputFile of(Path target, FileAccess access) {
        return new OutputFile(target, access, FileOperations.ofDisk());
    }

    /** The same file, written by other operations than those of the operating system. */
    public OutputFile by(FileOperations other) {
        return new OutputFile(target, access, other);
    }

    /** As {@link #of(Path, FileAccess)}, for a name from user input. */
    public static OutputFile named(String name, FileAccess access) throws StorageException {
        try {
            return of(Path.of(name), access);
        } catch (InvalidPathException e) {
            throw new StorageException(Printable.oneLine(name), FileProblem.of(e), e);
        }
    }

    /** True for the name of a temporary file, which a killed writer may have left. */
    static boolean isTemporary(String name) {
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    static String temporaryName(long number) {
        return PREFIX + Long.toHexString(number) + SUFFIX;
    }

    /** The path as given. */
    public Path path() {
        return target;
    }

    /** Checks that {@link #write} can succeed, without changing the file; to be called before a request is sent. */
    public void checkWritable() throws StorageException {
        try {
            if (Files.isDirectory(target)) {
                throw unwritable("it is a directory; name a file", null);
            }
            if (Files.exists(target) && !Files.isWritable(target)) {
                throw unwritable("permission denied", null);
            }
            if (!inPlace()) {
                requireDirectory(CurrentDirectory.parentOf(resolved()));
                operations.delete(create(resolved()));
            }
        } catch (IOException e) {
            throw unwritable(FileProblem.of(e), e);
        }
    }

    public void write(byte[] content) throws StorageException {
        try {
            if (inPlace()) {
                writeInPlace(out -> out.write(content));
            } else {
                replace(resolved(), content);
            }
        } catch (IOException e) {
            throw unwritable(FileProblem.of(e), e);
        }
    }

    /**
     * As {@link #write(byte[])}, for a file that does not exist: of several processes at once, one writes it. Devices and pipes
     * exist, and are written.
     *
     * @return false if the file exists; it is unchanged
     */
    public boolean writeNew(byte[] content) throws StorageException {
        try {
            if (!inPlace() && !Files.isSymbolicLink(resolved())) {
                return create(resolved(), content);
            }
        } catch (IOException e) {
            throw unwritable(FileProblem.of(e), e);
        }
        write(content);
        return true;
    }

    private boolean create(Path file, byte[] content) throws IOException {
        try {
            operations.create(file, access.permissions());
        } catch (FileAlreadyExistsException e) {
            return false;
        }
        boolean written = false;
        try {
            replace(file, content);
            written = true;
        } finally {
            if (!written) {
                operations.delete(file);
            }
        }
        return true;
    }

    /** As {@link #write(byte[])}, for content of any length. */
    public void write(Content content) throws StorageException {
        try {
            if (inPlace()) {
                writeInPlace(content);
            } else {
                replace(resolved(), content);
            }
        } catch (IOException e) {
            throw unwritable(FileProblem.of(e), e);
        }
    }

    /** The directory of the file, which has space for temporary files; empty for devices and pipes. */
    public Optional<Path> directory() {
        return inPlace() ? Optional.empty() : Optional.of(CurrentDirectory.parentOf(target));
    }

    private void requireDirectory(Path directory) throws StorageException {
        if (!Files.isDirectory(directory)) {
            throw unwritable("the directory " + directory + " does not exist; create it first", null);
        }
    }

    private StorageException unwritable(String problem, @Nullable IOException cause) {
        return new StorageException(target.toString(), "cannot write the file: " + problem, cause);
    }

    /** Devices and pipes have no directory entry to replace, and {@code /dev/stdout} may be a link to a file. */
    private boolean inPlace() {
        return Files.exists(target)
                && (!Files.isRegularFile(target)
                        || isDevice(target.toAbsolutePath().normalize()));
    }

    private static boolean isDevice(Path absolute) {
        // The files in /dev/shm are files in memory.
        boolean device = absolute.startsWith("/dev") && !absolute.startsWith("/dev/shm");
        return device || (absolute.startsWith("/proc") && !CurrentDirectory.isLinked(absolute));
    }

    private void writeInPlace(Content content) throws IOException {
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.APPEND)) {
            content.writeTo(out);
        }
    }

    /** True if both would be written to the same place, whatever links or descriptors lead there. */
    public boolean isSamePlace(OutputFile other) {
        try {
            return (Files.exists(target) && Files.exists(other.target))
                    ? Files.isSameFile(target, other.target)
                    : place().equals(other.place());
        } catch (IOException | StorageException e) {
            return false;
        }
    }

    private Path place() throws IOException, StorageException {
        Path file = resolved().toAbsolutePath();
        return Files.exists(file)
                ? file.toRealPath()
                : CurrentDirectory.parentOf(file).toRealPath().resolve(file.getFileName());
    }

    /** The target of a symbolic link, so that the target is replaced and not the link. */
    private Path resolved() throws IOException, StorageException {
        if (!Files.isSymbolicLink(target)) {
            return target;
        }
        OtherUsers.requireFollowable(target);
        if (Files.exists(target)) {
            return target.toRealPath();
        }
        return target.resolveSibling(Files.readSymbolicLink(target));
    }

    private void replace(Path file, byte[] content) throws IOException {
        if (keepsAccess(file)) {
            new AccessKeepingFile(operations, file).write(content);
        } else {
            new WholeFile(operations, file, create(file)).write(content);
        }
    }

    private void replace(Path file, Content content) throws IOException {
        if (keepsAccess(file)) {
            new AccessKeepingFile(operations, file).write(content);
        } else {
            new WholeFile(operations, file, create(file)).write(content);
        }
    }

    private boolean keepsAccess(Path file) {
        return access == FileAccess.AS_BEFORE && Files.exists(file) && DiskOperations.isPosix(file);
    }

    /** Creates an empty temporary file with the final permissions in the directory of {@code file}. */
    private Path create(Path file) throws IOException {
        var permissions = permissions(file);
        long seed = System.nanoTime();
        IOException last = new IOException("no unused name for a temporary file");
        for (int i = 0; i < NAME_ATTEMPTS; i++) {
            Path temporary = CurrentDirectory.parentOf(file).resolve(temporaryName(seed + i));
            try {
                operations.create(temporary, permissions);
                return temporary;
            } catch (FileAlreadyExistsException e) {
                last = e;
            }
        }
        throw last;
    }

    /** An existing public file keeps its permissions; a secret file is always restricted to its owner. */
    private Set<PosixFilePermission> permissions(Path file) throws IOException {
        boolean kept = access == FileAccess.PUBLIC && DiskOperations.isPosix(file) && Files.exists(file);
        return kept ? Files.getPosixFilePermissions(file) : access.permissions();
    }
}
