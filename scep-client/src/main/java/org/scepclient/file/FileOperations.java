package org.scepclient.file;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * The single steps of which every change of a file is made. A process may be killed between any two of them, or in
 * the middle of a write; what is on the disk then is what the steps before have left.
 */
public interface FileOperations {

    /** The real ones. */
    static FileOperations ofDisk() {
        return DiskOperations.INSTANCE;
    }

    /** Makes an empty file with exactly these permissions, less the umask; fails if anything has the name already. */
    void create(Path file, Set<PosixFilePermission> permissions) throws IOException;

    /** Writes the content into an existing empty file, never through a link. */
    void write(Path file, byte[] content) throws IOException;

    /** As {@link #write(Path, byte[])}, content of any length. */
    default void write(Path file, FileContent content) throws IOException {
        try (OutputStream out = new BufferedOutputStream(
                Files.newOutputStream(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS), 1 << 16)) {
            content.writeTo(out);
        }
    }

    /** Returns when the content is on the disk. */
    void force(Path file) throws IOException;

    /** Gives the file another name; what had it before is replaced as one step. */
    void rename(Path from, Path to) throws IOException;

    /** Makes a symbolic link; fails if anything has the name already. */
    void link(Path link, Path target) throws IOException;

    /** Removes a file or a link, if there is one. */
    void delete(Path file) throws IOException;

    /** Makes a directory with exactly these permissions, less the umask; fails if anything has the name already. */
    void makeDirectory(Path directory, Set<PosixFilePermission> permissions) throws IOException;

    /** Changes who may use a file or directory. */
    void permit(Path file, Set<PosixFilePermission> permissions) throws IOException;

    /** Returns when the names in the directory are on the disk. */
    void forceDirectory(Path directory) throws IOException;
}
