package org.scepclient.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * File operations of the operating system. An interrupt of the thread breaks none of them off: a {@link FileChannel} is closed by it,
 * so that content is written to streams, which are not, and an interrupted {@code force} is repeated.
 */
enum DiskOperations implements FileOperations {
    INSTANCE;

    @Override
    public void create(Path file, Set<PosixFilePermission> permissions) throws IOException {
        Files.createFile(file, attributes(file, permissions));
    }

    @Override
    public void write(Path file, byte[] content) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            out.write(content);
        }
    }

    @Override
    public void force(Path file) throws IOException {
        forceOpened(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }

    private static void forceOpened(Path path, OpenOption... options) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            boolean forced = false;
            while (!forced) {
                try (FileChannel channel = FileChannel.open(path, options)) {
                    channel.force(true);
                    forced = true;
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public void link(Path link, Path target) throws IOException {
        Files.createSymbolicLink(link, target);
    }

    @Override
    public void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    @Override
    public void makeDirectory(Path directory, Set<PosixFilePermission> permissions) throws IOException {
        Files.createDirectory(directory, attributes(directory, permissions));
    }

    @Override
    public void permit(Path file, Set<PosixFilePermission> permissions) throws IOException {
        Files.setPosixFilePermissions(file, permissions);
    }

    /** A file system that cannot force a directory orders its own writes. */
    @Override
    public void forceDirectory(Path directory) {
        try {
            forceOpened(directory, StandardOpenOption.READ);
        } catch (IOException e) {
            // The content is already on the disk; a power failure may only lose the new name.
        }
    }

    static FileAttribute<?>[] attributes(Path file, Set<PosixFilePermission> permissions) {
        return isPosix(file)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)}
                : new FileAttribute<?>[0];
    }

    static boolean isPosix(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
