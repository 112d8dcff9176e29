package org.scepclient.web.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.TextFile;

/** The password of the web interface, stored as a bcrypt hash, which is slow to try and needs 4 KB of memory to check. */
public final class PasswordFile {
    private static final String NAME = "web-password";
    private static final int COST = 10;
    private static final int SALT_BYTES = 16;
    private static final int MIN_CHARACTERS = 8;
    /** bcrypt ignores further bytes. */
    private static final int MAX_BYTES = 72;

    private final Path file;
    private final SecureRandom random;

    public PasswordFile(Path data, SecureRandom random) {
        this.file = data.resolve(NAME);
        this.random = random;
    }

    public boolean exists() {
        return Files.exists(file);
    }

    /**
     * Replaces the password.
     *
     * @throws InvalidInputException if the password is too short or too long
     */
    public void set(String password) throws StorageException {
        if (password.codePointCount(0, password.length()) < MIN_CHARACTERS
                || password.getBytes(UTF_8).length > MAX_BYTES) {
            throw new InvalidInputException(
                    "password",
                    "invalid length",
                    "expected at least " + MIN_CHARACTERS + " characters and at most " + MAX_BYTES + " bytes");
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        TextFile.write(file, FileAccess.SECRET, OpenBSDBCrypt.generate(password.toCharArray(), salt, COST) + "\n");
    }

    public boolean matches(String password) throws StorageException {
        return exists()
                && password.getBytes(UTF_8).length <= MAX_BYTES
                && OpenBSDBCrypt.checkPassword(TextFile.read(file).strip(), password.toCharArray());
    }
}
