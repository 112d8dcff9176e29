package org.scepclient.web.login;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The sessions of now. An identifier is made only at a login, so nobody can be given one beforehand. */
public final class Sessions {
    private static final int ID_BYTES = 32;
    private static final int MOST = 16;
    private static final Duration LIFE = Duration.ofHours(8);
    private static final Duration IDLE = Duration.ofMinutes(30);

    /** The one that was used last is the last. */
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private final Clock clock;
    private final SecureRandom random;

    public Sessions(Clock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    public synchronized Session begin(boolean byLink) {
        Instant now = clock.instant();
        if (entries.size() >= MOST) {
            entries.remove(entries.keySet().iterator().next());
        }
        Session session = new Session(randomToken(), randomToken(), byLink, now);
        entries.put(session.id(), new Entry(session, now));
        return session;
    }

    public synchronized Optional<Session> find(String id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Session session = entry.session();
        if (now.isAfter(entry.used().plus(IDLE)) || now.isAfter(session.begun().plus(LIFE))) {
            entries.remove(id);
            return Optional.empty();
        }
        entries.remove(id);
        entries.put(id, new Entry(session, now));
        return Optional.of(session);
    }

    public synchronized void end(String id) {
        entries.remove(id);
    }

    /** Ends every session, as after a change of the password. */
    public synchronized void endAll() {
        entries.clear();
    }

    private String randomToken() {
        byte[] octets = new byte[ID_BYTES];
        random.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private record Entry(Session session, Instant used) {}
}
