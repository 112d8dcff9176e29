package org.scepclient.it.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.service.Approval;
import org.scepclient.value.Secret;

/** The steps of the owner of several devices in a browser, and their failures. */
class OwnerStoryIT {
    private static final String CHALLENGE = "sesame-7";
    private static final Screenshots LOOKS = new Screenshots();

    @RegisterExtension
    static final ChromiumExtension CHROMIUM = new ChromiumExtension();

    @TempDir
    Path directory;

    private WebApp app;
    private PageObject owner;
    private Page page;

    @BeforeEach
    void start() throws Exception {
        app = WebApp.start(directory);
        page = CHROMIUM.window();
        owner = new PageObject(page, app);
        owner.moveIn();
    }

    @AfterEach
    void stop() {
        page.context().close();
        app.close();
    }

    private static TestCa ca(Approval approval) throws Exception {
        return TestCa.start(TestCaConfig.builder()
                .challenge(Secret.of(CHALLENGE))
                .approval(approval)
                .build());
    }

    @Test
    void settingsGoFromOneDeviceToAnother() throws Exception {
        owner.go("Global");
        owner.field("Renew day").fill("12");
        owner.field("Success Script").fill("echo one\necho <script>two</script>");
        owner.apply();
        owner.go("Global");
        LOOKS.at(page, "global-devices");
        Download exported = page.waitForDownload(() -> owner.go("Download settings"));
        Path file = Files.copy(exported.path(), directory.resolve("fleet.settings"));
        assertThat(Files.readString(file))
                .contains("MOD_SCEPCLIENT_RENEW_DAYS=12\n")
                .doesNotContain(WebApp.SERIAL, "_SERIAL=");

        owner.field("Renew day").fill("20");
        owner.field("Success Script").fill("echo one\necho 2");
        owner.apply();
        owner.go("Global");
        owner.field("Import").setInputFiles(file);
        owner.press("Compare");
        assertThat(page.locator(".changes li")).hasCount(2);
        assertThat(page.locator(".changes")).containsText("Renew day: 20 → 12");
        assertThat(page.locator(".changes")).containsText("+ echo <script>two</script>");
        LOOKS.at(page, "import-preview");
        owner.press("Apply");
        page.waitForURL("**/status?updated");
        assertThat(app.settings()).contains("MOD_SCEPCLIENT_RENEW_DAYS=12\n", "MOD_SCEPCLIENT_SERIAL=" + WebApp.SERIAL);

        Files.writeString(file, "MOD_SCEPCLIENT_RENEW_DAY=7\nMOD_SCEPCLIENT_KEY_SIZE=12\n");
        owner.go("Global");
        owner.field("Import").setInputFiles(file);
        owner.press("Compare");
        assertThat(page.locator(".summary li")).hasCount(2);
        assertThat(owner.button("Apply")).isHidden();
        LOOKS.at(page, "import-wrong");
    }

    @Test
    void waitingRunIsCancelledAndResumed() throws Exception {
        try (TestCa ca = ca(Approval.MANUAL)) {
            owner.go("Global");
            owner.fillIn(ca, CHALLENGE);
            owner.apply();
            owner.awaitText("waiting for approval by the CA");
            LOOKS.at(page, "status-cancel");
            String transaction = ca.pending().getFirst().transactionId().value();
            owner.press("Cancel");
            owner.awaitText("The last run was cancelled by the operator");
            owner.awaitStatus("Module scepClient not running", "Certificate not enrolled");
            assertThat(page.locator("#live")).containsText(transaction);
            LOOKS.at(page, "status-cancelled");

            owner.press("Enroll now");
            owner.awaitStatus("Module scepClient running", "Certificate enrollment");
            ca.approve(ca.pending().getFirst().transactionId());
            owner.awaitStatus("Module scepClient not running", "Certificate enrolled ");
            assertThat(ca.pending()).isEmpty();
        }
    }

    @Test
    void otherCaIsRefusedAndThePinnedOneIsNamed() throws Exception {
        try (TestCa ca = ca(Approval.AUTO);
                TestCa other = ca(Approval.AUTO)) {
            owner.go("Global");
            owner.fillIn(ca, CHALLENGE);
            owner.field("CA Fingerprint").fill("");
            owner.apply();
            owner.awaitStatus("Module scepClient not running", "Certificate enrolled ");
            assertThat(page.locator("#other-ca")).isHidden();

            owner.go("Global");
            owner.field("CA Fingerprint").fill(ca.fingerprint().toString());
            owner.field("Server URL").fill(other.url().toString());
            owner.apply();
            owner.awaitText("The server sent another CA, which was refused.");
            assertThat(page.locator("#other-ca")).containsText("Pinned certificate");
            assertThat(page.locator("#other-ca")).containsText(ca.fingerprint().toString());
            LOOKS.at(page, "status-other-ca");
            page.locator("#other-ca a").first().click();
            page.waitForURL("**/global#CA_FINGERPRINT");
            assertThat(owner.field("CA Fingerprint")).isFocused();
        }
    }

    @Test
    void olderFormShowsWhatWasChangedElsewhere() throws Exception {
        owner.go("Global");
        Files.writeString(directory.resolve("settings"), app.settings() + "MOD_SCEPCLIENT_SCRIPT_LIMIT=7\n");
        owner.field("Challenge Password").fill(CHALLENGE);
        owner.field("Renew day").fill("11");
        owner.apply();
        assertThat(page.locator(".notice")).containsText("changed elsewhere");
        assertThat(owner.field("Renew day")).hasValue("11");
        assertThat(owner.field("Script Time Limit")).isVisible();
        assertThat(owner.field("Script Time Limit")).hasValue("7");
        assertThat(owner.field("Challenge Password")).hasAttribute("aria-invalid", "true");
        LOOKS.at(page, "global-conflict");
        owner.apply();
        page.waitForURL("**/status?updated");
        assertThat(app.settings()).contains("SCRIPT_LIMIT=7\n", "RENEW_DAYS=11\n");
    }

    @Test
    void linkFromTheStatusUnfoldsTheSectionOfItsFieldWithoutAScript() throws Exception {
        Files.writeString(directory.resolve("settings"), app.settings() + "MOD_SCEPCLIENT_KEEP_PAIRS=none\n");
        try (Page plain = CHROMIUM.windowWithoutScript()) {
            PageObject visitor = new PageObject(plain, app);
            plain.navigate(app.link());
            plain.waitForURL("**/status");
            assertThat(plain.locator(".notice.error")).containsText("Keep Pairs: invalid value 'none'");
            plain.locator(".notice.error a").first().click();
            assertThat(visitor.field("Keep Pairs")).isVisible();
            assertThat(visitor.field("Keep Pairs")).isInViewport();
        }
    }
}
