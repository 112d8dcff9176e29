package org.scepclient.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;
import org.scepclient.error.StorageException;
import org.scepclient.file.CurrentDirectory;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.file.FileOperations;
import org.scepclient.file.FileProblem;
import org.scepclient.file.OutputFile;
import org.scepclient.value.Secret;
import org.scepclient.value.SecretAccess;
import org.scepclient.value.Utf8;

/** A secret that stands alone in a file of mode 0600: the challenge password, the token for monitoring. */
public final class SecretFile {
    /** The name of the challenge password's file in the data directory when it was set with this product. */
    public static final String CHALLENGE = "challenge";

    private static final int LONGEST = 1024;
    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;

    public SecretFile(Path file) {
        this.file = file;
    }

    public Path path() {
        return file;
    }

    /** The first line. A file that others may read is refused, because the secret is none any more. */
    public Secret read() throws StorageException {
        try (var in = Files.newInputStream(file)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!OWNER.containsAll(permissions)) {
                throw new StorageException(
                        file.toString(), "others may read this file with a secret; run: chmod 600 " + file);
            }
            byte[] content = in.readNBytes(LONGEST + 1);
            // One that is too long may end in the middle of a character.
            String text = content.length > LONGEST ? "" : Utf8.decodeFile(content);
            String line = text.lines().findFirst().orElse("");
            if (line.isEmpty() || text.lines().count() > 1) {
                throw new StorageException(
                        file.toString(), "a secret of one line, 1024 bytes at most, was expected; write it there");
            }
            return Secret.of(line);
        } catch (CharacterCodingException e) {
            throw new StorageException(file.toString(), "the secret is not UTF-8 text; write it in UTF-8", e);
        } catch (IOException e) {
            throw new StorageException(file.toString(), "cannot read the secret: " + FileProblem.of(e), e);
        }
    }

    /** Writes it; where its directory is missing, as the data directory before the first run, it is made. */
    public void write(Secret secret) throws StorageException {
        String text = secret.reveal(SecretAccess.token());
        if (text.isEmpty()
                || text.getBytes(UTF_8).length >= LONGEST
                || text.lines().count() != 1) {
            throw new StorageException(
                    file.toString(), "a secret has one line of 1 to 1023 bytes; nothing was written");
        }
        Path directory = CurrentDirectory.parentOf(file);
        if (!Files.exists(directory)) {
            new DurableDirectory(directory, FileOperations.ofDisk()).prepare();
        }
        OutputFile.of(file, FileAccess.SECRET).write((text + "\n").getBytes(UTF_8));
    }

    public void forget() throws StorageException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StorageException(file.toString(), "cannot remove the secret: " + FileProblem.of(e), e);
        }
    }
}
