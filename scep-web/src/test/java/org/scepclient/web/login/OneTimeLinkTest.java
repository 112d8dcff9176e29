package org.scepclient.web.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.schedule.MonotonicClock;
import org.scepclient.agent.schedule.TimeSinceBoot;
import org.scepclient.file.DurableDirectory;

class OneTimeLinkTest {
    private static final Duration START = Duration.ofHours(1);

    @TempDir
    Path data;

    private InetAddress here;
    private InetAddress elsewhere;

    @BeforeEach
    void addresses() throws Exception {
        here = InetAddress.getByName("192.0.2.7");
        elsewhere = InetAddress.getByName("192.0.2.8");
    }

    @Test
    void worksOnceAndNotTwice() throws Exception {
        String token = at(Duration.ZERO).create();
        assertThat(at(Duration.ofSeconds(1)).redeem(token, here)).isTrue();
        assertThat(at(Duration.ofSeconds(1)).redeem(token, here)).isFalse();
    }

    @Test
    void worksForAMinute() throws Exception {
        String token = at(Duration.ZERO).create();
        assertThat(at(Duration.ofSeconds(61)).redeem(token, here)).isFalse();
        assertThat(at(Duration.ofSeconds(-1)).redeem(token, here))
                .as("before its creation")
                .isFalse();
        assertThat(at(Duration.ofSeconds(60)).redeem(token, here)).isTrue();
    }

    @Test
    void worksOnlyFromItsAddress() throws Exception {
        String token = at(Duration.ZERO).createFor(here);
        assertThat(at(Duration.ZERO).redeem(token, elsewhere)).isFalse();
        assertThat(at(Duration.ZERO).redeem(token, here)).isTrue();
    }

    @Test
    void isRandomAndSurvivesGuesses() throws Exception {
        String token = at(Duration.ZERO).create();
        assertThat(Base64.getUrlDecoder().decode(token)).hasSize(32);
        for (String guess :
                new String[] {"", "guess", token.substring(1), token + "A", token.toUpperCase(java.util.Locale.ROOT)}) {
            assertThat(at(Duration.ZERO).redeem(guess, here)).as(guess).isFalse();
        }
        assertThat(at(Duration.ZERO).redeem(token, here))
                .as("guesses do not use it up")
                .isTrue();
    }

    @Test
    void isReplacedByANewerLink() throws Exception {
        String token = at(Duration.ZERO).create();
        at(Duration.ZERO).create();
        assertThat(at(Duration.ZERO).redeem(token, here)).isFalse();
    }

    @Test
    void fileDoesNotPermitALogin() throws Exception {
        String token = at(Duration.ZERO).create();
        Path file = data.resolve("web-link");
        assertThat(Files.readString(file)).doesNotContain(token);
        assertThat(at(Duration.ZERO).redeem(Files.readString(file).split(" ", 2)[0], here))
                .isFalse();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void endsWithTheBoot() throws Exception {
        String token = at(Duration.ZERO).create();
        assertThat(at("next", START).redeem(token, here)).isFalse();
        assertThat(at("boot", START).redeem(token, here)).isTrue();
    }

    private OneTimeLink at(Duration later) {
        return at("boot", START.plus(later));
    }

    private OneTimeLink at(String boot, Duration time) {
        MonotonicClock clock = new MonotonicClock() {
            @Override
            public Duration time() {
                return time;
            }

            @Override
            public TimeSinceBoot timeSinceBoot() {
                return new TimeSinceBoot(boot, time);
            }
        };
        return new OneTimeLink(DurableDirectory.of(data), clock, new SecureRandom());
    }
}
