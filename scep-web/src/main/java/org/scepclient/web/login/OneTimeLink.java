package org.scepclient.web.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.TextFile;

/**
 * A way in without the password, for who can write the data directory. It works once, for a minute; a newer one replaces
 * it. The file holds only the word's digest, so that reading it lets nobody in.
 */
public final class OneTimeLink {
    private static final String NAME = "web-link";
    private static final int WORD_BYTES = 32;
    private static final Duration LIFE = Duration.ofSeconds(60);

    private final Path file;
    private final Clock clock;
    private final SecureRandom random;

    public OneTimeLink(Path data, Clock clock, SecureRandom random) {
        this.file = data.resolve(NAME);
        this.clock = clock;
        this.random = random;
    }

    /** The new word, for whoever has it. */
    public String make() throws StorageException {
        return make("");
    }

    /** The new word, for one who comes from that address. */
    public String makeFor(InetAddress visitor) throws StorageException {
        return make(" " + inDigits(visitor));
    }

    private String make(String condition) throws StorageException {
        byte[] octets = new byte[WORD_BYTES];
        random.nextBytes(octets);
        String word = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        long end = clock.instant().plus(LIFE).getEpochSecond();
        TextFile.write(file, FileAccess.SECRET, digest(word) + " " + end + condition + "\n");
        return word;
    }

    /** True for the right word, in time, from the right address, the first time. */
    public boolean redeem(String word, InetAddress visitor) {
        try {
            String[] parts = TextFile.read(file).strip().split(" ", 3);
            boolean right =
                    MessageDigest.isEqual(parts[0].getBytes(UTF_8), digest(word).getBytes(UTF_8));
            boolean here = parts.length < 3 || parts[2].equals(inDigits(visitor));
            // Of several that come at once, the one that removes the file is the first.
            return right && here && inTime(parts) && Files.deleteIfExists(file);
        } catch (StorageException | IOException e) {
            return false;
        }
    }

    /** Without the interface, which the two ends of a link-local address call by different names. */
    private static String inDigits(InetAddress address) {
        return address.getHostAddress().split("%", 2)[0];
    }

    private boolean inTime(String[] parts) {
        if (parts.length < 2 || !parts[1].matches("[0-9]{1,12}")) {
            return false;
        }
        Instant end = Instant.ofEpochSecond(Long.parseLong(parts[1]));
        Instant now = clock.instant();
        // A clock that was set back does not lengthen its life.
        return !now.isAfter(end) && !now.isBefore(end.minus(LIFE));
    }

    private static String digest(String word) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(word.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
