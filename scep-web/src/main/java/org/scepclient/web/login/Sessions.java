package org.scepclient.web.login;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.scepclient.agent.schedule.MonotonicClock;

/** The active sessions. Identifiers are created only at login, which prevents session fixation. */
public final class Sessions {
    private static final int ID_BYTES = 32;
    private static final int MAX_SESSIONS = 16;
    private static final Duration LIFETIME = Duration.ofHours(8);
    private static final Duration IDLE_LIMIT = Duration.ofMinutes(30);

    /** Entries by session identifier, the most recently used one last. */
    private final Map<String, Entry> entries = new LinkedHashMap<>();

    private final MonotonicClock clock;
    private final SecureRandom random;

    public Sessions(MonotonicClock clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** Starts a session; at the limit, the least recently used one ends. */
    public synchronized Session start(boolean byLink) {
        Duration now = clock.time();
        if (entries.size() >= MAX_SESSIONS) {
            entries.remove(entries.keySet().iterator().next());
        }
        Session session = new Session(randomToken(), randomToken(), byLink, now);
        entries.put(session.id(), new Entry(session, now));
        return session;
    }

    /** Returns the session with this identifier unless it has expired, and resets its idle time. */
    public synchronized Optional<Session> find(String id) {
        Entry entry = entries.get(id);
        if (entry == null) {
            return Optional.empty();
        }
        Duration now = clock.time();
        Session session = entry.session();
        if (now.minus(entry.used()).compareTo(IDLE_LIMIT) > 0
                || now.minus(session.started()).compareTo(LIFETIME) > 0) {
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

    /** Ends every session, for example after a change of the password. */
    public synchronized void endAll() {
        entries.clear();
    }

    private String randomToken() {
        byte[] octets = new byte[ID_BYTES];
        random.nextBytes(octets);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
    }

    private record Entry(Session session, Duration used) {}
}
