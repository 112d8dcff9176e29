package org.scepclient.it.web;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import org.scepclient.testca.TestCa;

/** Actions of a router's owner on the page. */
record PageObject(Page page, WebApp app) {
    static final String PASSWORD = "correct horse battery";
    private static final double RUN = 60_000;

    /** Opens a link and sets the first password. */
    void moveIn() {
        page.navigate(app.link());
        page.waitForURL("**/password");
        page.getByLabel("New password").fill(PASSWORD);
        press("Apply");
        page.waitForURL("**/status");
    }

    void go(String words) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(words).setExact(true))
                .click();
    }

    void press(String words) {
        button(words).click();
    }

    Locator button(String words) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(words).setExact(true));
    }

    Locator field(String label) {
        return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** Fills in the required settings, with polls every second. */
    void fillIn(TestCa ca, String challenge) {
        field("Enable Automation").check();
        field("Server URL").fill(ca.url().toString());
        field("CA Fingerprint").fill(ca.fingerprint().toString());
        field("Challenge Password").fill(challenge);
        field("Await Result [sec]").fill("1");
    }

    void apply() {
        press("Apply");
    }

    Locator lines() {
        return page.locator("#lines");
    }

    /** Waits for these status lines; the page updates itself during a run. */
    void awaitStatus(String module, String certificate) {
        assertThat(lines()).containsText(module, new LocatorAssertions.ContainsTextOptions().setTimeout(RUN));
        assertThat(lines()).containsText(certificate, new LocatorAssertions.ContainsTextOptions().setTimeout(RUN));
    }

    void awaitText(String text) {
        assertThat(page.locator("main"))
                .containsText(text, new LocatorAssertions.ContainsTextOptions().setTimeout(RUN));
    }

    void awaitRuns(int count) {
        assertThat(page.locator(".runs li")).hasCount(count, new LocatorAssertions.HasCountOptions().setTimeout(RUN));
    }
}
