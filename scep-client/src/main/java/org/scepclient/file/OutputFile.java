package org.scepclient.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.StorageException;
import org.scepclient.value.Printable;

/**
 * A file that a command writes whole or not at all: a temporary file in the same directory, forced to the
 * disk, renamed onto the target. Devices and pipes, for example {@code /dev/null}, are written in place.
 */
public final class OutputFile {
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

    /** The same file, written by other steps than those of the operating system. */
    public OutputFile by(FileOperations other) {
        return new OutputFile(target, access, other);
    }

    /** As {@link #of(Path, FileAccess)}, from a name that a person gave. */
    public static OutputFile named(String name, FileAccess access) throws StorageException {
        try {
            return of(Path.of(name), access);
        } catch (InvalidPathException e) {
            throw new StorageException(Printable.oneLine(name), FileProblem.of(e), e);
        }
    }

    /** True for the name of a temporary file, which a killed writer leaves. */
    static boolean isTemporary(String name) {
        return name.startsWith(PREFIX) && name.endsWith(SUFFIX);
    }

    static String temporaryName(long number) {
        return PREFIX + Long.toHexString(number) + SUFFIX;
    }

    /** The file as it was named. */
    public Path path() {
        return target;
    }

    /** Makes sure that {@link #write} can succeed, without changing the file; to be called before anything is sent. */
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
                writeInPlace(content);
            } else {
                replace(resolved(), content);
            }
        } catch (IOException e) {
            throw unwritable(FileProblem.of(e), e);
        }
    }

    /** As {@link #write(byte[])}, content of any length. */
    public void write(FileContent content) throws StorageException {
        try {
            if (inPlace()) {
                try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
                    content.writeTo(out);
                }
            } else {
                replace(resolved(), content);
            }
        } catch (IOException e) {
            throw unwritable(FileProblem.of(e), e);
        }
    }

    /** The directory of the file, where temporary files of its size have room; none for devices and pipes. */
    public Optional<Path> directory() {
        return inPlace() ? Optional.empty() : Optional.of(CurrentDirectory.parentOf(target));
    }

    private void requireDirectory(Path directory) throws StorageException {
        if (!Files.isDirectory(directory)) {
            throw unwritable("the directory " + directory + " does not exist; make it first", null);
        }
    }

    private StorageException unwritable(String problem, @Nullable IOException cause) {
        return new StorageException(target.toString(), "cannot write the file: " + problem, cause);
    }

    /** Devices and pipes have no directory entry to replace, and {@code /dev/stdout} may stand for a file. */
    private boolean inPlace() {
        return Files.exists(target)
                && (!Files.isRegularFile(target)
                        || isDevice(target.toAbsolutePath().normalize()));
    }

    private static boolean isDevice(Path absolute) {
        return absolute.startsWith("/dev") || (absolute.startsWith("/proc") && !CurrentDirectory.isLinked(absolute));
    }

    private void writeInPlace(byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(target, StandardOpenOption.WRITE)) {
            writeAll(channel, content);
        }
    }

    /** The file behind a symbolic link, so that the link stays and what it points to is replaced. */
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
        new WholeFile(operations, file, create(file)).write(content, temporary -> giveAwayAsBefore(file, temporary));
    }

    private void replace(Path file, FileContent content) throws IOException {
        new WholeFile(operations, file, create(file)).write(content, temporary -> giveAwayAsBefore(file, temporary));
    }

    private void giveAwayAsBefore(Path file, Path temporary) throws IOException {
        if (access == FileAccess.AS_BEFORE && Files.exists(file)) {
            giveAway(file, temporary);
        }
    }

    /** To the owner of what it replaces, and then to whoever else may use that. */
    private void giveAway(Path file, Path temporary) throws IOException {
        if (!DiskOperations.isPosix(file)) {
            return;
        }
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

    private static void writeAll(FileChannel channel, byte[] content) throws IOException {
        ByteBuffer rest = ByteBuffer.wrap(content);
        while (rest.hasRemaining()) {
            channel.write(rest);
        }
    }

    /** An empty temporary file beside {@code file} with the permissions that the file is to have. */
    private Path create(Path file) throws IOException {
        var permissions = permissions(file);
        long seed = System.nanoTime();
        IOException last = new IOException("no name for a temporary file is free");
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

    /** A public file that exists keeps its permissions; a secret one is the owner's alone, whatever it was before. */
    private Set<PosixFilePermission> permissions(Path file) throws IOException {
        boolean kept = access == FileAccess.PUBLIC && DiskOperations.isPosix(file) && Files.exists(file);
        return kept ? Files.getPosixFilePermissions(file) : access.permissions();
    }
}
