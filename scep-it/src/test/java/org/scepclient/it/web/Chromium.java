package org.scepclient.it.web;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.PlaywrightException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.scepclient.it.app.Programs;

/** Debian's Chromium, driven by Playwright. */
final class Chromium implements AutoCloseable {
    private static final double PATIENCE = 30_000;
    private static final int ATTEMPTS = 20;
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** Disables the sandbox, for tests run as root in containers, and background traffic of the browser. */
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Path program) {
        this.playwright = driver();
        this.browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program)
                        .setArgs(ARGUMENTS));
    }

    /**
     * Starts Playwright's driver, which is unpacked before. A process that another test forks meanwhile holds the program open
     * for writing until it becomes its own, and so long no program is started from that file.
     */
    private static Playwright driver() {
        Playwright.CreateOptions options =
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
        for (int attempt = 1; ; attempt++) {
            try {
                return Playwright.create(options);
            } catch (PlaywrightException failed) {
                if (!(failed.getCause() instanceof IOException) || attempt == ATTEMPTS) {
                    throw failed;
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    static Chromium start() {
        return new Chromium(Programs.require("chromium", "chromium"));
    }

    /** A new window without cookies. */
    Page window() {
        return window(true);
    }

    Page windowWithoutScript() {
        return window(false);
    }

    private Page window(boolean script) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setIgnoreHTTPSErrors(true)
                .setJavaScriptEnabled(script)
                .setViewportSize(1280, 900));
        context.setDefaultTimeout(PATIENCE);
        return context.newPage();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
