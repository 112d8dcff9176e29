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
import org.scepclient.file.FileProblem;
import org.scepclient.file.OutputFile;
import org.scepclient.value.Secret;
import org.scepclient.value.Utf8;

/** A file of mode 0600 with a single secret: the challenge password, or the monitoring token. */
public final class SecretFile {
    /** File name of the challenge password in the data directory, if this product has stored it. */
    public static final String CHALLENGE = "challenge";

    private static final int MAX_BYTES = 1024;
    private static final Set<PosixFilePermission> OWNER =
            Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;

    public SecretFile(Path file) {
        this.file = file;
    }

    public Path path() {
        return file;
    }

    /** Reads the secret. A file that other users can read is rejected, because its content is not secret. */
    public Secret read() throws StorageException {
        if (FileProblem.isNotAFile(file)) {
            throw new StorageException(file.toString(), "cannot read the secret: it is not a file");
        }
        try (var in = Files.newInputStream(file)) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (!OWNER.containsAll(permissions)) {
                throw new StorageException(file.toString(), "other users can read this secret; run: chmod 600 " + file);
            }
            byte[] content = in.readNBytes(MAX_BYTES + 1);
            // Truncated content may end within a character.
            String text = content.length > MAX_BYTES ? "" : Utf8.decodeFile(content);
            String line = text.lines().findFirst().orElse("");
            if (line.isEmpty() || text.lines().count() > 1) {
                throw new StorageException(
                        file.toString(), "expected a secret of one line and at most " + MAX_BYTES + " bytes");
            }
            int nul = line.indexOf('\0');
            if (nul >= 0) {
                throw new StorageException(
                        file.toString(),
                        "character " + (nul + 1) + " of the secret is NUL; save the file as UTF-8 text");
            }
            return Secret.of(line);
        } catch (CharacterCodingException e) {
            throw new StorageException(file.toString(), "the secret is not valid UTF-8; save the file as UTF-8", e);
        } catch (IOException e) {
            throw new StorageException(file.toString(), "cannot read the secret: " + FileProblem.of(e), e);
        }
    }

    /** Writes the secret. Creates a missing directory, such as the data directory before the first run. */
    public void write(Secret secret) throws StorageException {
        String text = secret.reveal();
        if (text.isEmpty()
                || text.getBytes(UTF_8).length >= MAX_BYTES
                || text.lines().count() != 1) {
            throw new StorageException(
                    file.toString(),
                    "expected a secret of one line and 1 to " + (MAX_BYTES - 1) + " bytes; nothing was written");
        }
        Path directory = CurrentDirectory.parentOf(file);
        if (!Files.exists(directory)) {
            DurableDirectory.of(directory).prepare();
        }
        OutputFile.of(file, FileAccess.SECRET).write((text + "\n").getBytes(UTF_8));
    }

    /** Deletes the file, if it exists. */
    public void delete() throws StorageException {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new StorageException(file.toString(), "cannot remove the secret: " + FileProblem.of(e), e);
        }
    }
}
