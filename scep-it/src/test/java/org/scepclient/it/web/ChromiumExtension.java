package org.scepclient.it.web;

import com.microsoft.playwright.Page;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One browser for all tests of a class. */
final class ChromiumExtension implements BeforeAllCallback, AfterAllCallback {
    private @Nullable Chromium chromium;

    @Override
    public void beforeAll(ExtensionContext context) {
        chromium = Chromium.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Chromium running = chromium;
        if (running != null) {
            running.close();
        }
    }

    /** A new window without cookies. */
    Page window() {
        return started().window();
    }

    Page windowWithoutScript() {
        return started().windowWithoutScript();
    }

    private Chromium started() {
        return Objects.requireNonNull(chromium, "the browser has not started");
    }
}
