package org.scepclient.it.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.fault.Fault;

/** The view of an operator, on the page and by {@code scepclient status}, when a valid certificate needs attention. */
class OperatorViewIT {
    private static final Screenshots LOOKS = new Screenshots();
    private static final Duration VALIDITY = Duration.ofDays(90);
    /** The certificate is that old when it is issued, so that its renewal is due since a day. */
    private static final Duration AGE = Duration.ofDays(61);

    private static final int SCRIPT_FAILED = 76;

    @RegisterExtension
    static final ChromiumExtension CHROMIUM = new ChromiumExtension();

    @TempDir
    Path directory;

    private TestCa ca;
    private WebApp app;
    private Page page;

    @BeforeEach
    void enroll() throws Exception {
        ca = TestCa.start(TestCaConfig.builder()
                .validity(VALIDITY)
                .signingTimeTolerance(VALIDITY)
                .clock(Clock.offset(Clock.systemUTC(), AGE.negated()))
                .build());
        app = WebApp.start(directory);
        set("ENABLED=1", "URL=" + ca.url(), "CA_FINGERPRINT=" + ca.fingerprint(), "SUBJECT=/CN=router-SN");
        app.scepclient("check").run().mustSucceed();
        page = CHROMIUM.window();
        new PageObject(page, app).moveIn();
    }

    @AfterEach
    void stop() {
        page.context().close();
        app.close();
        ca.close();
    }

    private void set(String... assignments) {
        app.scepclient("settings", "set").and((Object[]) assignments).run().mustSucceed();
    }

    /** The line of the status with this label. */
    private String line(String label) {
        return app.scepclient("status")
                .run()
                .mustSucceed()
                .out()
                .lines()
                .filter(line -> line.startsWith(label + ":"))
                .findFirst()
                .orElse("");
    }

    private void see(String name, String... texts) {
        page.navigate(app.address() + "/status");
        for (String text : texts) {
            assertThat(page.locator("#live")).containsText(text);
        }
        LOOKS.at(page, name);
    }

    @Test
    void aRenewalIsOverdue() throws IOException {
        Files.delete(app.data().resolve("journal"));
        ca.fault(Fault.BAD_REQUEST);
        assertThat(app.scepclient("check").run().exit()).isNotZero();
        assertThat(line("state")).endsWith("Renewal overdue");
        assertThat(line("last run")).contains("badRequest");
        see("status-overdue", "Renewal overdue", "The renewal is overdue. The last attempt failed", "badRequest");
    }

    @Test
    void aCertificateWaitsForTheWindow() {
        DayOfWeek day = LocalDate.now(ZoneId.systemDefault()).plusDays(3).getDayOfWeek();
        set("ENABLED=1", "DEPLOY_WINDOW=" + day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH) + " 02:00-04:00");
        String before = line("subject") + line("state");
        assertThat(app.scepclient("renew").run().mustSucceed().err()).contains("waits for the deployment window");
        assertThat(before).endsWith("Valid");
        assertThat(line("state")).endsWith("Waiting for window");
        assertThat(line("new")).contains("in the deployment window that opens at", "now: scepclient renew");
        see("status-window", "Waiting for window", "waits for the deployment window, which opens at");
        new PageObject(page, app).press("Put the new certificate in use now");
        new PageObject(page, app).awaitText("Valid");
        assertThat(line("new")).isEmpty();
    }

    @Test
    void aCertificateIsRolledBack() {
        String serial = line("Certificate enrolled");
        set("VERIFY_SCRIPT=echo 'no reply from 10.8.0.1'; exit 1");
        assertThat(app.scepclient("renew").run().exit()).isEqualTo(SCRIPT_FAILED);
        assertThat(line("Certificate enrolled")).isEqualTo(serial);
        assertThat(line("state")).endsWith("Rolled back");
        assertThat(line("new")).contains("was rolled back, because the verify script ended with exit code 1");
        see("status-rolled-back", "Rolled back", "the verify script ended with exit code 1", "no reply from 10.8.0.1");
    }

    /** Browsers wrap at the hyphens of a date. */
    @Test
    void timesAreOnOneLineOnAPhone() {
        page.navigate(app.address() + "/status");
        for (int width : new int[] {320, 375}) {
            page.setViewportSize(width, 800);
            assertThat(page.locator("#live")).containsText("Valid from");
            assertThat(page.evaluate("""
                    () => {
                      const wrapped = [], date = /[0-9]{4}-[0-9]{2}-[0-9]{2}/
                      const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT)
                      while (texts.nextNode()) {
                        const found = date.exec(texts.currentNode.data)
                        if (!found || texts.currentNode.parentElement.closest('svg')) continue
                        const range = document.createRange()
                        range.setStart(texts.currentNode, found.index)
                        range.setEnd(texts.currentNode, found.index + found[0].length)
                        const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)))
                        if (lines.size > 1) wrapped.push(texts.currentNode.data)
                      }
                      return wrapped.join(' | ')
                    }
                    """)).as("at %d px", width).isEqualTo("");
            assertThat(page.evaluate("document.documentElement.scrollWidth"))
                    .as("no text beyond the right edge")
                    .isEqualTo(width);
        }
    }

    @Test
    void theSettingsHaveChanged() {
        set("SUBJECT=/O=Example/CN=router-SN", "KEY_SIZE=3072");
        assertThat(line("changed")).contains("MOD_SCEPCLIENT_SUBJECT", "MOD_SCEPCLIENT_KEY_SIZE", "renew --anew");
        see("status-changed", "requested with other values of Key Size, Certificate Subject");
        new PageObject(page, app).press("Enroll with the new values now");
        new PageObject(page, app).awaitText("O=Example");
        assertThat(line("changed")).isEmpty();
    }
}
