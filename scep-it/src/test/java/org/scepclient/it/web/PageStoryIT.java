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
import org.scepclient.testca.TestCaConfigBuilder;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.service.Approval;
import org.scepclient.value.Secret;

/** The life of a router's certificate in the web interface. */
class PageStoryIT {
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
    }

    @AfterEach
    void stop() {
        page.context().close();
        app.close();
    }

    private static TestCa ca(TestCaConfigBuilder config) throws Exception {
        return TestCa.start(config.challenge(Secret.of(CHALLENGE)).build());
    }

    @Test
    void ownerMovesInSetsUpEnrollsAndRenews() throws Exception {
        page.navigate(app.address() + "/");
        assertThat(page.locator("main")).containsText("No password is set yet");
        page.navigate(app.link());
        page.waitForURL("**/password");
        LOOKS.at(page, "password");
        page.getByLabel("New password").fill(PageObject.PASSWORD);
        owner.press("Apply");
        page.waitForURL("**/status");
        LOOKS.at(page, "status-first");
        owner.press("Log out");
        page.waitForURL("**/login");
        page.keyboard().press("Tab");
        assertThat(page.locator(".skip")).isFocused();
        page.keyboard().press("Enter");
        assertThat(page.locator("main")).isFocused();
        page.keyboard().press("Tab");
        assertThat(page.getByLabel("Password")).isFocused();
        page.getByLabel("Password").fill("wrong password");
        owner.press("Log in");
        assertThat(page.locator("main")).containsText("Incorrect password.");
        LOOKS.at(page, "login");
        page.getByLabel("Password").fill(PageObject.PASSWORD);
        owner.press("Log in");
        page.waitForURL("**/status");
        try (TestCa ca = ca(TestCaConfig.builder().intermediate(true))) {
            setsUp(ca);
            enrolls();
            renews();
        }
        looksAround();
    }

    private void setsUp(TestCa ca) {
        owner.go("Global");
        LOOKS.at(page, "global-first");
        owner.field("Enable Automation").check();
        owner.field("Server URL").fill(ca.url().toString());
        owner.field("Challenge Password").fill(CHALLENGE);
        owner.field("Certificate Subject").fill("/O=Example Ltd/CN=router-SN");
        owner.field("Alternative Name").fill("DNS:router-SN.example.com,IP:192.0.2.7");
        assertThat(page.locator("#preview")).containsText("/O=Example Ltd/CN=router-" + WebApp.SERIAL);
        assertThat(page.locator("#preview")).containsText("DNS:router-" + WebApp.SERIAL + ".example.com");
        assertThat(page.locator("#preview")).containsText("from: setting Serial Number");

        owner.press("Test connection");
        assertThat(page.locator("#connection")).containsText(ca.fingerprint().toString());
        assertThat(owner.field("Challenge Password")).hasValue(CHALLENGE);
        LOOKS.at(page, "global-tested");
        page.locator("#connection button[value='" + ca.fingerprint() + "']").click();
        assertThat(owner.field("CA Fingerprint")).hasValue(ca.fingerprint().toString());
        assertThat(owner.field("CA Fingerprint")).isFocused();

        owner.field("Success Script").fill("echo \"installed <b>$SCEP_SERIAL</b>\"");
    }

    private void enrolls() throws Exception {
        owner.apply();
        page.waitForURL("**/status?updated");
        assertThat(page.locator(".notice.done")).hasText("Configuration successfully updated.");
        LOOKS.at(page, "status-updated");
        assertThat(app.settings()).doesNotContain(CHALLENGE);
        owner.awaitStatus("Module scepClient not running", "Certificate enrolled ");
        owner.awaitText("installed <b>");
        assertThat(page.locator("#live")).containsText("Valid");
        LOOKS.at(page, "status-enrolled");
        LOOKS.large(page, "status-enrolled");
    }

    private void renews() throws Exception {
        String before = owner.lines().textContent();
        owner.press("Renew now");
        page.waitForCondition(() -> owner.lines().textContent().contains("Certificate enrolled ")
                && !owner.lines().textContent().equals(before));
        owner.awaitText("re-enrollment");
        Download certificate = page.waitForDownload(() -> owner.go("Download certificate"));
        assertThat(Files.readString(certificate.path())).startsWith("-----BEGIN CERTIFICATE-----");
        Download chain = page.waitForDownload(() -> owner.go("Download chain"));
        assertThat(Files.readString(chain.path()))
                .contains("-----BEGIN CERTIFICATE-----")
                .doesNotContain("PRIVATE");
    }

    private void looksAround() {
        owner.go("System Log");
        assertThat(page.locator("main")).containsText("sending PKCSReq");
        LOOKS.at(page, "log");
        owner.go("Licenses");
        assertThat(page.locator("main")).containsText("org.bouncycastle:bcprov-jdk18on");
        LOOKS.at(page, "licenses");
        page.locator("main").getByText("Bouncy Castle Licence").first().click();
        assertThat(page.locator("main")).containsText("Permission is hereby granted");
        owner.go("Global");
        LOOKS.large(page, "global");
        assertThat(page.locator("nav a").last()).hasAttribute("href", "/");
    }

    @Test
    void waitingRequestIsClearedAndAnotherOneApproved() throws Exception {
        owner.moveIn();
        try (TestCa ca = ca(TestCaConfig.builder().approval(Approval.MANUAL))) {
            owner.go("Global");
            owner.fillIn(ca, CHALLENGE);
            owner.apply();
            owner.awaitStatus("Module scepClient running", "Certificate enrollment");
            owner.awaitText("waiting for approval by the CA");
            LOOKS.at(page, "status-waiting");
            owner.press("Clear pending request");
            owner.awaitStatus("Module scepClient not running", "Certificate not enrolled");
            assertThat(owner.button("Clear pending request")).isHidden();

            owner.press("Enroll now");
            owner.awaitText("waiting for approval by the CA");
            for (var pending : ca.pending()) {
                ca.approve(pending.transactionId());
            }
            owner.awaitStatus("Module scepClient not running", "Certificate enrolled ");
        }
    }

    @Test
    void wrongValuesAreMarkedAndKept() throws Exception {
        owner.moveIn();
        owner.go("Global");
        owner.field("Renew day").fill("soon");
        owner.field("Server URL").fill("ftp://ca.example");
        owner.field("Certificate Subject").fill("/CN=\"<b>/X=1");
        page.getByText("Advanced settings").click();
        owner.field("Script Time Limit").fill("0");
        owner.apply();

        assertThat(page.locator(".notice")).containsText("Nothing was saved");
        assertThat(page.locator(".summary a")).hasCount(4);
        assertThat(page.locator(".summary")).isFocused();
        assertThat(owner.field("Renew day")).hasValue("soon");
        assertThat(owner.field("Renew day")).hasAttribute("aria-invalid", "true");
        assertThat(page.locator("#RENEW_DAYS-error"))
                .containsText("expected 1 to 3650 days, or 1% to 99% of the validity");
        assertThat(owner.field("Certificate Subject")).hasValue("/CN=\"<b>/X=1");
        LOOKS.at(page, "global-wrong");
        page.locator(".summary a").last().click();
        assertThat(owner.field("Script Time Limit")).isFocused();
        assertThat(app.settings()).doesNotContain("ftp:");
    }

    @Test
    void eachKindOfTroubleIsNamed() throws Exception {
        owner.moveIn();
        owner.go("Global");
        owner.press("Test connection");
        assertThat(page.locator("#connection")).containsText("there is no server to ask");
        owner.field("Server URL").fill("http://127.0.0.1:9/scep");
        owner.press("Test connection");
        assertThat(page.locator("#connection")).containsText("Connection failed");
        LOOKS.at(page, "global-unreachable");
        try (TestCa ca = ca(TestCaConfig.builder())) {
            owner.fillIn(ca, "wrong");
            owner.field("CA Fingerprint").fill("00".repeat(32));
            owner.press("Test connection");
            assertThat(page.locator("#connection")).containsText("this is another CA");
            runFailsWith("trust.fingerprint", 1);

            owner.go("Global");
            owner.field("CA Fingerprint").fill(ca.fingerprint().toString());
            runFailsWith("protocol.failure.bad-request", 2);

            ca.fault(Fault.FAIL_TEXT_HOSTILE);
            owner.go("Global");
            owner.field("Challenge Password").fill(CHALLENGE);
            runFailsWith("protocol.failure.bad-request", 3);
            assertThat((Boolean) page.evaluate("() => document.querySelector('main script, main img') === null"))
                    .isTrue();

            ca.noFault();
            owner.go("Global");
            owner.field("Success Script").fill("echo cannot install; exit 3");
            runFailsWith("automation.script-failed", 4);
            owner.awaitText("cannot install");
            LOOKS.at(page, "status-failed");
        }
    }

    /** Starts a run that fails, and requires that the list shows it. */
    private void runFailsWith(String code, int runs) {
        owner.apply();
        assertThat(page.locator(".notice.done")).hasText("Configuration successfully updated.");
        owner.awaitRuns(runs);
        assertThat(page.locator(".runs li").first()).containsText(code);
    }
}
