package org.scepclient.it.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.value.Secret;

/** The web interface in a browser without JavaScript. */
class WithoutScriptIT {
    private static final String CHALLENGE = "sesame-7";

    @TempDir
    Path directory;

    @Test
    void ownerSetsUpEnrollsAndRenews() throws Exception {
        try (Chromium chromium = Chromium.start();
                WebApp app = WebApp.start(directory);
                TestCa ca = TestCa.start(
                        TestCaConfig.builder().challenge(Secret.of(CHALLENGE)).build())) {
            Page page = chromium.windowWithoutScript();
            PageObject owner = new PageObject(page, app);
            owner.moveIn();
            setsUp(page, owner, ca);

            owner.field("Challenge Password").fill(CHALLENGE);
            owner.field("Certificate Subject").press("Enter");
            assertThat(page.locator(".notice.done")).hasText("Configuration successfully updated.");
            assertThat(app.settings()).contains("CA_FINGERPRINT=" + ca.fingerprint());
            owner.awaitStatus("Module scepClient not running", "Certificate enrolled ");

            owner.press("Renew now");
            owner.awaitRuns(2);
            assertThat(page.locator(".runs li").first()).containsText("re-enrollment");
        }
    }

    private static void setsUp(Page page, PageObject owner, TestCa ca) {
        owner.go("Global");
        owner.field("Enable Automation").check();
        owner.field("Server URL").fill(ca.url().toString());
        owner.press("Test connection");
        assertThat(page.locator("#connection")).containsText(ca.fingerprint().toString());
        page.locator("#connection button").first().click();
        assertThat(owner.field("CA Fingerprint")).hasValue(ca.fingerprint().toString());
        assertThat(owner.field("Enable Automation")).isChecked();
        owner.field("Certificate Subject").fill("/CN=gate-SN");
        owner.press("Preview");
        assertThat(page.locator("#preview")).containsText("/CN=gate-" + WebApp.SERIAL);
        assertThat(owner.field("Certificate Subject")).hasValue("/CN=gate-SN");
    }
}
