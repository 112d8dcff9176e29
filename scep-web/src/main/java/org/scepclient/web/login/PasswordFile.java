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

/** The page's password, of which only a bcrypt hash is kept: slow to try, and 4 KB of memory to check. */
public final class PasswordFile {
    private static final String NAME = "web-password";
    private static final int COST = 10;
    private static final int SALT_BYTES = 16;
    private static final int SHORTEST = 8;
    /** bcrypt reads no more than this. */
    private static final int LONGEST = 72;

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
        if (password.codePointCount(0, password.length()) < SHORTEST || password.getBytes(UTF_8).length > LONGEST) {
            throw new InvalidInputException("password", "", "choose a password of 8 characters to 72 bytes");
        }
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        TextFile.write(file, FileAccess.SECRET, OpenBSDBCrypt.generate(password.toCharArray(), salt, COST) + "\n");
    }

    public boolean matches(String password) throws StorageException {
        return exists()
                && password.getBytes(UTF_8).length <= LONGEST
                && OpenBSDBCrypt.checkPassword(TextFile.read(file).strip(), password.toCharArray());
    }
}
