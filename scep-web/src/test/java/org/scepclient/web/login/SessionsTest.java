package org.scepclient.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scepclient.fixture.TestClock;
import org.scepclient.fixture.TestMonotonicClock;

class SessionsTest {
    private final Sessions sessions =
            new Sessions(new TestMonotonicClock(new TestClock(Instant.EPOCH)), new SecureRandom());

    @Test
    void sessionsAreLimitedToSixteen() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            ids.add(sessions.start(false).id());
        }
        assertThat(ids.stream().filter(id -> sessions.find(id).isPresent()).count())
                .isEqualTo(16);
        assertThat(new HashSet<>(ids)).hasSize(10_000);
    }

    @Test
    void leastRecentlyUsedSessionEndsFirst() {
        String first = sessions.start(false).id();
        String second = sessions.start(false).id();
        for (int i = 2; i < 16; i++) {
            sessions.start(false);
        }
        sessions.find(first);
        sessions.start(false);
        assertThat(sessions.find(first)).isPresent();
        assertThat(sessions.find(second)).isEmpty();
    }
}
