package org.scepclient.agent.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileProblem;

/** The data directory before its first use: one with other content is not taken from its users. */
public final class OwnDirectory {
    private static final Set<PosixFilePermission> OWNER_ALONE = PosixFilePermissions.fromString("rwx------");

    /** Files that only a data directory has. */
    private static final List<String> MARKS = List.of(
            CertificateStore.KNOWN_CA,
            CertificateStore.OFFER,
            CertificateStore.REQUESTED,
            Credentials.LATEST_KEY,
            Credentials.LATEST_CERTIFICATE,
            "web.pem");

    private OwnDirectory() {}

    /**
     * Creates the directory if it is missing, and removes the permissions of other users.
     *
     * @throws StorageException also if other users can access the directory and it has other content, such as {@code /var/data}
     */
    public static void prepare(DurableDirectory directory) throws StorageException {
        Path path = directory.path();
        if (Files.isDirectory(path) && isOpenToOthers(path) && isForeign(directory)) {
            throw new StorageException(
                    path.toString(),
                    "other users can access the directory, and it has files of something else; set SCEPCLIENT_DATA to a directory"
                            + " that does not exist yet, such as " + path.resolve("scepClient")
                            + ", or if nothing else needs this one, run 'chmod 0700 " + path + "'");
        }
        directory.prepare();
    }

    private static boolean isOpenToOthers(Path path) throws StorageException {
        try {
            return !OWNER_ALONE.containsAll(Files.getPosixFilePermissions(path));
        } catch (UnsupportedOperationException e) {
            return false;
        } catch (IOException e) {
            throw new StorageException(path.toString(), "cannot use the directory: " + FileProblem.of(e), e);
        }
    }

    private static boolean isForeign(DurableDirectory directory) throws StorageException {
        return !directory.names().isEmpty()
                && MARKS.stream().noneMatch(mark -> Files.isRegularFile(directory.file(mark)));
    }
}
