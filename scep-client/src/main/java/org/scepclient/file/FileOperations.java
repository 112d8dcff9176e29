package org.scepclient.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HashSet;
import java.util.Set;

/**
 * The operations of which all changes of files consist. A process may be killed between any two of them or during a write;
 * the state on the disk is then that of the operations before. An interrupt of the thread breaks none of them off.
 */
public interface FileOperations {

    /** The operations of the operating system. */
    static FileOperations ofDisk() {
        return DiskOperations.INSTANCE;
    }

    /** Creates an empty file with these permissions, reduced by the umask; fails if the name exists. */
    void create(Path file, Set<PosixFilePermission> permissions) throws IOException;

    /**
     * Creates an empty file with the owner, permissions, access control list and extended attributes of another one, as far
     * as the operating system allows, and writable by its owner; fails if the name exists. Its directory must exclude other
     * users: at first the file has the content of the other one.
     */
    default void createLike(Path file, Path model) throws IOException {
        Files.copy(model, file, StandardCopyOption.COPY_ATTRIBUTES);
        Set<PosixFilePermission> writable = new HashSet<>(Files.getPosixFilePermissions(file));
        if (writable.add(PosixFilePermission.OWNER_WRITE)) {
            Files.setPosixFilePermissions(file, writable);
        }
        try (OutputStream empty = Files.newOutputStream(file, StandardOpenOption.TRUNCATE_EXISTING)) {
            empty.flush();
        }
    }

    /** Writes content to an existing empty file; links are not followed. */
    void write(Path file, byte[] content) throws IOException;

    /** As {@link #write(Path, byte[])}, for content of any length. */
    default void write(Path file, OutputFile.Content content) throws IOException {
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS), 1 << 16)) {
            content.writeTo(out);
        }
    }

    /** Forces the content to the disk. */
    void force(Path file) throws IOException;

    /** Renames a file, and atomically replaces a file with the new name. */
    void rename(Path from, Path to) throws IOException;

    /** Creates a symbolic link; fails if the name exists. */
    void link(Path link, Path target) throws IOException;

    /** Removes a file or link if it exists. */
    void delete(Path file) throws IOException;

    /** Creates a directory with these permissions, reduced by the umask; fails if the name exists. */
    void makeDirectory(Path directory, Set<PosixFilePermission> permissions) throws IOException;

    /** Changes the permissions of a file or directory. */
    void permit(Path file, Set<PosixFilePermission> permissions) throws IOException;

    /** Forces the names in the directory to the disk. */
    void forceDirectory(Path directory) throws IOException;
}
