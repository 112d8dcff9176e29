package org.scepclient.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.scepclient.web.server.PageDevice.PASSWORD;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.settings.Setting;

/** Attempts to use the web interface without a valid session. */
class SessionAttackTest {
    private static final List<String> PAGES =
            List.of("", "status", "global", "password", "licenses", "log", "certificate.crt", "chain.crt");
    private static final List<String> CHANGES = List.of("global", "renew", "enroll", "clear", "password", "logout");

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
    void everyPageButLoginRequiresASession() throws Exception {
        for (String page : PAGES) {
            Browser.Reply reply = device.browser().get(page);
            assertThat(reply.code()).as(page).isEqualTo(303);
            assertThat(reply.header("Location")).as(page).contains("login");
        }
        for (String change : CHANGES) {
            assertThat(device.browser().post(change, "RENEW_DAYS=17").code())
                    .as(change)
                    .isEqualTo(403);
        }
        assertThat(device.context().settingsFile().read()).doesNotContainKey(Setting.RENEW_DAYS);
    }

    @Test
    void stolenFormWithoutItsTokenChangesNothing() throws Exception {
        Browser owner = device.loggedIn();
        String other = device.loggedIn().token();
        for (String change : CHANGES) {
            for (String token : List.of("", "&token=", "&token=guess", "&token=" + other)) {
                assertThat(owner.post(change, "RENEW_DAYS=17&password=stolen-word" + token)
                                .code())
                        .as(change + token)
                        .isEqualTo(403);
            }
        }
        assertThat(owner.get("status").code()).as("still logged in").isEqualTo(200);
        assertThat(device.context().settingsFile().read()).doesNotContainKey(Setting.RENEW_DAYS);
    }

    @Test
    void postFromAnotherSiteChangesNothingEvenWithTheToken() throws Exception {
        Browser owner = device.loggedIn();
        String form = "password=stolen-word&token=" + owner.token();
        for (String site : List.of("cross-site", "same-site", "")) {
            owner.with("Sec-Fetch-Site", site);
            assertThat(owner.post("password", form).code()).as(site).isEqualTo(403);
        }
        Browser old = device.browser().with("Cookie", owner.cookie());
        for (String origin :
                List.of("null", "https://evil.example", "http://127.0.0.1:" + device.port(), "https://127.0.0.1:1")) {
            old.with("Origin", origin);
            assertThat(old.post("password", form).code()).as(origin).isEqualTo(403);
        }
        assertThat(login(PASSWORD).code()).as("the password is the old one").isEqualTo(200);
        old.with("Origin", "https://127.0.0.1:" + device.port());
        assertThat(old.post("password", form).code()).as("the page itself").isEqualTo(200);
    }

    @Test
    void loginFromAnotherSiteIsRefused() throws Exception {
        Browser victim = device.browser().with("Sec-Fetch-Site", "cross-site");
        assertThat(victim.post("login", "password=" + PASSWORD).code()).isEqualTo(403);
        assertThat(victim.cookie()).isEmpty();
    }

    @Test
    void sessionFixationFails() throws Exception {
        String chosen = "__Host-scepclient=chosen-by-somebody";
        Browser victim = device.browser().with("Cookie", chosen);
        victim.post("login", "password=" + PASSWORD);
        assertThat(victim.cookie()).isNotEqualTo(chosen);
        assertThat(victim.get("status").code()).isEqualTo(200);
        assertThat(device.browser().with("Cookie", chosen).get("status").code()).isEqualTo(303);
    }

    @Test
    void loginEndsTheBrowsersPreviousSession() throws Exception {
        Browser browser = device.loggedIn();
        String before = browser.cookie();
        browser.post("login", "password=" + PASSWORD);
        assertThat(browser.cookie()).isNotEqualTo(before);
        assertThat(device.browser().with("Cookie", before).get("status").code()).isEqualTo(303);
    }

    @Test
    void sessionEndsByLogoutNewPasswordAndTimeout() throws Exception {
        Browser browser = device.loggedIn();
        String cookie = browser.cookie();
        browser.send("logout", Map.of());
        assertThat(device.browser().with("Cookie", cookie).get("status").code()).isEqualTo(303);
        Browser other = device.loggedIn();
        device.loggedIn().send("password", Map.of("password", "another word"));
        assertThat(other.get("status").code()).isEqualTo(303);
        Browser idle = device.loggedIn();
        device.clock().advance(Duration.ofMinutes(31));
        assertThat(idle.get("status").code()).isEqualTo(303);
    }

    @Test
    void tenThousandFailedLoginsNeitherGuessThePasswordNorEndSessions() throws Exception {
        Browser owner = device.loggedIn();
        Browser attacker = device.browser();
        int tried = 0;
        for (int i = 0; i < 10_000; i++) {
            int code = attacker.post("login", "password=guess-" + i).code();
            assertThat(code).isIn(403, 429);
            tried += code == 403 ? 1 : 0;
        }
        assertThat(tried).as("checked passwords").isLessThanOrEqualTo(3);
        assertThat(attacker.cookie()).isEmpty();
        assertThat(login(PASSWORD).code()).as("the owner has to wait too").isEqualTo(429);
        assertThat(owner.get("status").code()).as("existing session").isEqualTo(200);
        assertThat(device.loggedIn().get("status").code()).as("one-time link").isEqualTo(200);
        device.clock().advance(Duration.ofSeconds(33));
        assertThat(login(PASSWORD).code()).as("after the wait").isEqualTo(200);
    }

    private Browser.Reply login(String password) throws Exception {
        return device.browser().post("login", "password=" + password);
    }
}
