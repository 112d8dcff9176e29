package org.scepclient.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.settings.Setting;

/** The web interface below a path of a reverse proxy. */
class PrefixTest {
    @TempDir
    Path directory;

    @Test
    void cookieIsForTheHostOnlyWithoutAPrefix() throws Exception {
        try (PageDevice device = PageDevice.in(directory)) {
            assertThat(device.browser().get("link?word=" + device.linkToken()).header("Set-Cookie"))
                    .get()
                    .asString()
                    .startsWith("__Host-scepclient=")
                    .endsWith("; Path=/; Secure; HttpOnly; SameSite=Strict");
        }
    }

    @Test
    void cookieIsForThePrefixOnly() throws Exception {
        try (PageDevice device = withPrefix("/apps/scep")) {
            Browser browser = new Browser(device.port(), "/apps/scep");
            Browser.Reply welcome = browser.get("link?word=" + device.linkToken());
            assertThat(welcome.header("Set-Cookie"))
                    .get()
                    .asString()
                    .startsWith("__Secure-scepclient=")
                    .endsWith("; Path=/apps/scep; Secure; HttpOnly; SameSite=Strict");
            assertThat(welcome.body()).contains("0;url=/apps/scep/password");
            assertThat(browser.get("status").body()).contains("Module scepClient disabled");
        }
    }

    @Test
    void worksIfTheProxyRemovesThePrefix() throws Exception {
        try (PageDevice device = withPrefix("/apps/scep")) {
            Browser behind = device.browser();
            Browser.Reply welcome = behind.get("link?word=" + device.linkToken());
            assertThat(welcome.body()).contains("0;url=/apps/scep/password");
            assertThat(behind.get("status").body()).contains("Module scepClient disabled");
            assertThat(behind.withoutCookie().get("status").header("Location")).contains("/apps/scep/login");
        }
    }

    @Test
    void prefixWithoutTrailingSlashRedirects() throws Exception {
        try (PageDevice device = withPrefix("/apps/scep")) {
            Browser.Reply bare = device.browser().get("apps/scep");
            assertThat(bare.code()).isEqualTo(303);
            assertThat(bare.header("Location")).contains("/apps/scep/");
        }
    }

    @Test
    void forwardedHeadersAreIgnored() throws Exception {
        try (PageDevice device = PageDevice.in(directory)) {
            String token = device.links().createFor(java.net.InetAddress.getByName("192.0.2.7"));
            Browser forger = device.browser()
                    .with("X-Forwarded-For", "192.0.2.7")
                    .with("Forwarded", "for=192.0.2.7;host=evil.example")
                    .with("X-Forwarded-Host", "evil.example")
                    .with("X-Forwarded-Prefix", "/evil");
            assertThat(forger.get("link?word=" + token).code()).isEqualTo(403);
            Browser.Reply reply = forger.get("status");
            assertThat(reply.header("Location")).contains("login");
        }
    }

    private PageDevice withPrefix(String prefix) throws Exception {
        return PageDevice.in(directory, Map.of(Setting.WEB_PREFIX, prefix));
    }
}
