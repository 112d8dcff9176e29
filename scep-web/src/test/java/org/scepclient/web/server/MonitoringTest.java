package org.scepclient.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.automation.CertificateCheck.Mode;
import org.scepclient.agent.automation.Status;
import org.scepclient.agent.automation.StatusJson;
import org.scepclient.agent.settings.Setting;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.fault.Fault;

/** The endpoints for monitoring systems. */
class MonitoringTest {
    private static final List<String> PAGES = List.of("api/status", "metrics", "health");
    private static final String TOKEN = "0123456789abcdef-token";

    @TempDir
    Path directory;

    private PageDevice device;

    @BeforeEach
    void start() throws Exception {
        device = PageDevice.in(directory);
    }

    @AfterEach
    void stop() {
        device.close();
    }

    @Test
    void endpointsAreNotFoundUntilATokenIsSet() throws Exception {
        for (String page : PAGES) {
            assertThat(device.browser().get(page).code()).as(page).isEqualTo(404);
            assertThat(device.loggedIn().get(page).code())
                    .as(page + " with a session")
                    .isEqualTo(404);
        }
    }

    @Test
    void endpointsRequireTheToken() throws Exception {
        token(TOKEN, "rw-------");
        for (String page : PAGES) {
            assertThat(bearer("Bearer " + TOKEN).get(page).code()).as(page).isEqualTo(200);
            for (String wrong : List.of("", "Bearer", "Bearer ", "Bearer " + TOKEN + "x", TOKEN, "Basic " + TOKEN)) {
                assertThat(bearer(wrong).get(page).code())
                        .as(page + " " + wrong)
                        .isEqualTo(401);
            }
            assertThat(device.browser().get(page + "?token=" + TOKEN).code()).isEqualTo(401);
            assertThat(device.loggedIn().get(page).code()).as("a session").isEqualTo(401);
            assertThat(device.browser().get(page).header("WWW-Authenticate")).contains("Bearer");
        }
    }

    @Test
    void tokenDoesNotOpenPages() throws Exception {
        token(TOKEN, "rw-------");
        assertThat(bearer("Bearer " + TOKEN).get("status").code()).isEqualTo(303);
        assertThat(bearer("Bearer " + TOKEN).post("renew", "").code()).isEqualTo(403);
    }

    @Test
    void readableOrShortTokenIsRejectedAndTheReasonLogged() throws Exception {
        token(TOKEN, "rw-r--r--");
        assertThat(bearer("Bearer " + TOKEN).get("metrics").code()).isEqualTo(401);
        assertThat(device.log()).last().asString().contains("chmod 600").doesNotContain(TOKEN);
        token("short", "rw-------");
        assertThat(bearer("Bearer short").get("metrics").code()).isEqualTo(401);
        assertThat(device.log()).last().asString().contains("16 characters");
    }

    @Test
    void statusEqualsThatOfTheCommand() throws Exception {
        token(TOKEN, "rw-------");
        Browser.Reply reply = bearer("Bearer " + TOKEN).get("api/status");
        assertThat(reply.header("Content-Type")).contains("application/json");
        assertThat(reply.body().strip())
                .isEqualTo(new StatusJson(Status.read(device.context(), device.store()))
                        .object()
                        .toString());
    }

    @Test
    void metricsContainCertificateAndRuns() throws Exception {
        token(TOKEN, "rw-------");
        try (TestCa ca = TestCa.start(TestCaConfig.builder()
                .clock(device.clock())
                .validity(Duration.ofDays(90))
                .build())) {
            device.set(Setting.URL, ca.url().toString());
            device.set(Setting.ENABLED, "1");
            assertThat(bearer("Bearer " + TOKEN).get("health").code()).isEqualTo(503);
            device.check(Mode.WHAT_IS_DUE);
            device.set(Setting.URL, "http://127.0.0.1:1/");
            device.set(Setting.MAX_AWAIT_RESULT, "1");
            device.set(Setting.CA_FINGERPRINT, "00".repeat(32));
            device.check(Mode.RENEWAL);
        }
        long expiry = device.store()
                .latest()
                .orElseThrow()
                .certificate()
                .getNotAfter()
                .toInstant()
                .getEpochSecond();
        Browser.Reply reply = bearer("Bearer " + TOKEN).get("metrics");
        assertThat(reply.header("Content-Type")).contains("text/plain; version=0.0.4; charset=utf-8");
        assertThat(reply.body())
                .contains("\nscepclient_certificate_expiry_timestamp_seconds " + expiry + "\n")
                .contains("\nscepclient_certificate_days_left 90\n")
                .contains("\nscepclient_last_run_timestamp_seconds "
                        + device.clock().instant().getEpochSecond() + "\n")
                .contains("\nscepclient_last_run_result{result=\"failed\"} 1\n")
                .contains("\nscepclient_runs_total{result=\"enrolled\"} 1\n")
                .contains("\nscepclient_runs_total{result=\"failed\"} 1\n")
                .containsPattern("\nscepclient_failures_total\\{reason=\"[a-z.-]+\"} 1\n");
        assertThat(bearer("Bearer " + TOKEN).get("health").code()).isEqualTo(200);
    }

    @Test
    void healthIsDegradedWhileARenewalIsOverdue() throws Exception {
        token(TOKEN, "rw-------");
        try (TestCa ca = withRenewalDue()) {
            assertThat(bearer("Bearer " + TOKEN).get("health").code()).isEqualTo(200);
            ca.fault(Fault.BAD_REQUEST);
            device.check(Mode.WHAT_IS_DUE);
        }
        Browser.Reply health = bearer("Bearer " + TOKEN).get("health");
        assertThat(health.code()).isEqualTo(503);
        assertThat(health.body()).contains("\"Renewal overdue\"");
        assertThat(bearer("Bearer " + TOKEN).get("metrics").body()).contains("\nscepclient_renewal_overdue 1\n");
        assertThat(device.loggedIn().get("status").body()).contains("The renewal is overdue.", "badRequest");
        device.set(Setting.WEB_OVERDUE, "200");
        assertThat(bearer("Bearer " + TOKEN).get("health").code()).isEqualTo(200);
    }

    @Test
    void moveToAnotherCaIsHealthyWhileTheOldCertificateIsInTime() throws Exception {
        token(TOKEN, "rw-------");
        try (TestCa ca = withRenewalDue();
                TestCa other = TestCa.start(TestCaConfig.builder()
                        .keys(new GeneratedKeyPairs(2048, new SecureRandom()))
                        .clock(device.clock())
                        .build())) {
            device.check(Mode.WHAT_IS_DUE);
            device.set(Setting.URL, other.url().toString());
            requireMoving();
            other.fault(Fault.PENDING_FOREVER);
            device.whileAsleep(wait -> {
                device.clock().advance(wait);
                assertThat(health().body()).contains("\"healthy\":true", "Moving");
            });
            device.set(Setting.MAX_AWAIT_RESULT, "1");
            device.check(Mode.WHAT_IS_DUE);
            requireMoving();
            assertThat(bearer("Bearer " + TOKEN).get("metrics").body()).contains("\nscepclient_request_pending 1\n");
            device.set(Setting.URL, ca.url().toString());
            assertThat(health().body()).contains("\"state\":\"Valid\"");
        }
    }

    private void requireMoving() throws Exception {
        assertThat(health().code()).isEqualTo(200);
        assertThat(health().body()).contains("\"state\":\"Moving to another CA\"");
        assertThat(bearer("Bearer " + TOKEN).get("metrics").body())
                .contains("\nscepclient_moving_to_another_ca 1\n", "state=\"Moving to another CA\"");
        assertThat(device.loggedIn().get("status").body())
                .contains("Moving to the CA of ", "stays in use until a new one is installed")
                .contains("<strong class=\"calm\">Moving to another CA</strong>");
    }

    private Browser.Reply health() {
        try {
            return bearer("Bearer " + TOKEN).get("health");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void healthIsDegradedWhileAScriptHasFailed() throws Exception {
        token(TOKEN, "rw-------");
        device.set(Setting.SUCCESS_SCRIPT_B64, "ZXhpdCAz");
        try (TestCa ca = withRenewalDue()) {
            assertThat(ca.issued()).hasSize(1);
        }
        assertThat(health().code()).isEqualTo(503);
        assertThat(health().body()).contains("\"state\":\"Script failed\"");
        assertThat(bearer("Bearer " + TOKEN).get("metrics").body()).contains("\nscepclient_script_failed 1\n");
        assertThat(device.loggedIn().get("status").body())
                .contains("The services may not use the certificate: ")
                .contains("<strong class=\"degraded\">Script failed</strong>");
        device.set(Setting.WEB_OVERDUE, "200");
        assertThat(health().code()).isEqualTo(200);
    }

    @Test
    void tellsAWaitingCertificateFromOneThatIsRolledBack() throws Exception {
        token(TOKEN, "rw-------");
        try (TestCa ca = withRenewalDue()) {
            device.set(Setting.DEPLOY_WINDOW, "00:00-00:01");
            device.clock().advance(Duration.ofHours(1));
            device.check(Mode.WHAT_IS_DUE);
            assertThat(bearer("Bearer " + TOKEN).get("health").code()).isEqualTo(200);
            assertThat(bearer("Bearer " + TOKEN).get("metrics").body()).contains("\nscepclient_certificate_staged 1\n");
            assertThat(device.loggedIn().get("status").body())
                    .contains("waits for the deployment window", "Put the new certificate in use now");
            device.set(Setting.VERIFY_SCRIPT_B64, "ZXhpdCAz");
            device.check(Mode.RENEWAL);
            assertThat(ca.issued()).hasSize(2);
        }
        assertThat(bearer("Bearer " + TOKEN).get("health").code()).isEqualTo(503);
        assertThat(bearer("Bearer " + TOKEN).get("metrics").body())
                .contains("\nscepclient_certificate_rolled_back 1\n");
        assertThat(bearer("Bearer " + TOKEN).get("api/status").body())
                .contains("\"rolled-back\"", "the verify script ended with exit code 3");
        assertThat(device.loggedIn().get("status").body())
                .contains("was rolled back, because the verify script ended with exit code 3");
        device.set(Setting.WEB_OVERDUE, "200");
        assertThat(bearer("Bearer " + TOKEN).get("health").code()).isEqualTo(200);
    }

    @Test
    void healthIsBadWithUnusableSettings() throws Exception {
        token(TOKEN, "rw-------");
        assertThat(bearer("Bearer " + TOKEN).get("health").code()).isEqualTo(200);
        Path settings = device.context().paths().settings();
        Files.writeString(settings, Files.readString(settings) + Setting.RENEW_DAYS.key() + "=0\n");
        Browser.Reply health = bearer("Bearer " + TOKEN).get("health");
        assertThat(health.code()).isEqualTo(503);
        assertThat(health.body()).contains(Setting.RENEW_DAYS.key());
    }

    /** The CA of the device, which has a certificate whose renewal is due. */
    private TestCa withRenewalDue() throws Exception {
        TestCa ca = TestCa.start(TestCaConfig.builder()
                .clock(device.clock())
                .validity(Duration.ofDays(90))
                .build());
        device.set(Setting.URL, ca.url().toString());
        device.set(Setting.ENABLED, "1");
        device.check(Mode.WHAT_IS_DUE);
        device.clock().advance(Duration.ofDays(61));
        return ca;
    }

    private Browser bearer(String authorization) throws Exception {
        Browser browser = device.browser();
        return authorization.isEmpty() ? browser : browser.with("Authorization", authorization);
    }

    private void token(String token, String permissions) throws Exception {
        Path file = directory.resolve("token");
        Files.writeString(file, token + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
        device.set(Setting.WEB_TOKEN_FILE, file.toString());
    }
}
