package org.scepclient.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepclient.web.server.PageDevice.PASSWORD;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps of the device's clock, for example from 1970 to the current time, change no limit of the login. */
class ClockStepTest {
    private static final Instant PAST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant FUTURE = Instant.parse("2036-01-01T00:00:00Z");

    @TempDir
    Path directory;

    private PageDevice device;

    @BeforeEach
    void start() throws Exception {
        device = PageDevice.in(directory).withPassword();
    }

    @AfterEach
    void stop() {
        device.close();
    }

    @Test
    void loginDelayEndsWhenTheClockIsSetBack() throws Exception {
        device.clock().set(FUTURE);
        for (int i = 0; i < 10; i++) {
            login("wrong");
        }
        device.clock().set(PAST);
        assertThat(login(PASSWORD)).as("during the delay").isEqualTo(429);
        device.clock().advance(Duration.ofSeconds(33));
        assertThat(login(PASSWORD)).as("after the delay").isEqualTo(200);
    }

    @Test
    void loginDelayIsNotShortenedByTheClock() throws Exception {
        for (int i = 0; i < 3; i++) {
            login("wrong");
        }
        device.clock().set(FUTURE);
        assertThat(login(PASSWORD)).isEqualTo(429);
    }

    @Test
    void sessionContinuesWhenTheClockIsSetForward() throws Exception {
        Browser browser = device.loggedIn();
        device.clock().set(FUTURE);
        assertThat(browser.get("status").code()).isEqualTo(200);
    }

    @Test
    void idleSessionEndsWhenTheClockIsSetBack() throws Exception {
        Browser browser = device.loggedIn();
        device.clock().set(PAST);
        device.clock().advance(Duration.ofMinutes(31));
        assertThat(browser.get("status").code()).isEqualTo(303);
    }

    @Test
    void linkWorksForAMinuteWhateverTheClockIsSetTo() throws Exception {
        for (Instant time : new Instant[] {FUTURE, PAST}) {
            String token = device.linkToken();
            device.clock().set(time);
            assertThat(device.browser().get("link?word=" + token).code())
                    .as(time.toString())
                    .isEqualTo(200);
        }
        String token = device.linkToken();
        device.clock().advance(Duration.ofSeconds(61));
        device.clock().set(PAST);
        assertThat(device.browser().get("link?word=" + token).code()).isEqualTo(403);
    }

    private int login(String password) throws Exception {
        return device.browser().post("login", "password=" + password).code();
    }
}
