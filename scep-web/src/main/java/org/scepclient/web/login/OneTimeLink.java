package org.scepclient.web.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import org.scepclient.agent.schedule.MonotonicClock;
import org.scepclient.agent.schedule.TimeSinceBoot;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.file.TextFile;

/**
 * Login without a password, for anyone who can write the data directory. A link works once, within a minute; a newer
 * link replaces it. The file holds a digest of the token, which does not permit a login, the boot and the seconds from it
 * to the creation, and the permitted address, if any.
 */
public final class OneTimeLink {
    private static final String NAME = "web-link";
    private static final int TOKEN_BYTES = 32;
    /** Index of the optional permitted address, after digest, boot and seconds. */
    private static final int ADDRESS = 3;

    private static final Duration VALIDITY = Duration.ofSeconds(60);

    private final DurableDirectory data;
    private final MonotonicClock clock;
    private final SecureRandom random;

    public OneTimeLink(DurableDirectory data, MonotonicClock clock, SecureRandom random) {
        this.data = data;
        this.clock = clock;
        this.random = random;
    }

    /** Creates a token that is valid from any address. */
    public String create() throws StorageException {
        return create("");
    }

    /** Creates a token that is valid from this client address only. */
    public String createFor(InetAddress client) throws StorageException {
        return create(" " + numeric(client));
    }

    private String create(String restriction) throws StorageException {
        byte[] octets = new byte[TOKEN_BYTES];
        random.nextBytes(octets);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        TimeSinceBoot now = clock.timeSinceBoot();
        data.requireFile(NAME);
        TextFile.write(
                data.file(NAME),
                FileAccess.SECRET,
                digest(token) + " " + now.boot() + " " + now.time().toSeconds() + restriction + "\n");
        return token;
    }

    /** Uses up the token: true for the current one, in time, from a permitted address, the first time. */
    public boolean redeem(String token, InetAddress client) {
        try {
            data.requireReadable(NAME, this::parts);
            if (!data.has(NAME)) {
                return false;
            }
            String[] parts = parts();
            boolean matches = MessageDigest.isEqual(
                    parts[0].getBytes(UTF_8), digest(token).getBytes(UTF_8));
            boolean permitted = parts.length <= ADDRESS || parts[ADDRESS].equals(numeric(client));
            // Only one of several concurrent requests can delete the file.
            return matches && permitted && isInTime(parts) && Files.deleteIfExists(data.file(NAME));
        } catch (StorageException | IOException e) {
            return false;
        }
    }

    private String[] parts() throws StorageException {
        String[] parts = data.text(NAME).strip().split(" ", ADDRESS + 1);
        if (parts.length < ADDRESS) {
            throw new StorageException(data.file(NAME).toString(), "the file is damaged: expected a digest and a time");
        }
        return parts;
    }

    /** The address without its scope: the two ends of a link-local address name the interface differently. */
    private static String numeric(InetAddress address) {
        return address.getHostAddress().split("%", 2)[0];
    }

    private boolean isInTime(String[] parts) {
        TimeSinceBoot now = clock.timeSinceBoot();
        if (!parts[1].equals(now.boot()) || !parts[2].matches("[0-9]{1,12}")) {
            return false;
        }
        Duration age = now.time().minus(Duration.ofSeconds(Long.parseLong(parts[2])));
        return !age.isNegative() && age.compareTo(VALIDITY) <= 0;
    }

    private static String digest(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK provides SHA-256", e);
        }
    }
}
