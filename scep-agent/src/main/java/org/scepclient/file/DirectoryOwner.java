package org.scepclient.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.scepclient.error.StorageException;

/** Whose a directory is. */
final class DirectoryOwner {
    /** Belongs to whoever reads it, by the user id that counts; the JDK does not tell the id otherwise. */
    private static final Path OWN_PROCESS = Path.of("/proc/self");

    private DirectoryOwner() {}

    /** Without {@code /proc} nothing is required. */
    static void require(Path directory) throws IOException, StorageException {
        if (!DiskSteps.isPosix(directory) || !Files.isDirectory(OWN_PROCESS)) {
            return;
        }
        var owner = Files.getOwner(directory);
        var user = Files.getOwner(OWN_PROCESS);
        if (!owner.equals(user)) {
            throw new StorageException(
                    directory.toString(),
                    "the directory belongs to '" + owner.getName() + "', who could read the keys in it, and this"
                            + " process runs as '" + user.getName() + "'; give it to that user with chown, or name"
                            + " another directory");
        }
    }
}
