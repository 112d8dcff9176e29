package org.scepclient.web.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
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

    private static final Pattern HASH = Pattern.compile("\\$2[aby]\\$(0[4-9]|1[0-5])\\$[./A-Za-z0-9]{53}");

    private final DurableDirectory data;
    private final SecureRandom random;

    public PasswordFile(DurableDirectory data, SecureRandom random) {
        this.data = data;
        this.random = random;
    }

    public boolean exists() {
        return data.has(NAME);
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
        data.requireFile(NAME);
        TextFile.write(
                data.file(NAME), FileAccess.SECRET, OpenBSDBCrypt.generate(password.toCharArray(), salt, COST) + "\n");
    }

    /** Whether this is the password. A damaged file is set aside: then there is none, and a login takes a link. */
    public boolean matches(String password) throws StorageException {
        recover();
        return exists()
                && password.getBytes(UTF_8).length <= MAX_BYTES
                && OpenBSDBCrypt.checkPassword(hash(), password.toCharArray());
    }

    /** Sets a damaged file aside. */
    public void recover() throws StorageException {
        data.requireReadable(NAME, this::hash);
    }

    private String hash() throws StorageException {
        String hash = data.text(NAME).strip();
        if (!HASH.matcher(hash).matches()) {
            throw new StorageException(data.file(NAME).toString(), "the file is damaged: expected a bcrypt hash");
        }
        return hash;
    }
}
