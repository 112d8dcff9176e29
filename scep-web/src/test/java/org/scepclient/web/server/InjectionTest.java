package org.scepclient.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.automation.CertificateCheck.Mode;
import org.scepclient.agent.settings.Setting;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.fault.Fault;

/** Hostile input that tries to become markup, a header, or a path. */
class InjectionTest {
    private static final String HOSTILE = "<img src=x onerror=alert(1)>";
    private static final String ESCAPED = "&lt;img src=x onerror=alert(1)&gt;";

    @TempDir
    Path directory;

    private TestCa ca;
    private PageDevice device;
    private Browser owner;

    @BeforeEach
    void start() throws Exception {
        device = PageDevice.in(directory);
        owner = device.loggedIn();
        ca = TestCa.start(TestCaConfig.builder().clock(device.clock()).build());
        device.set(Setting.URL, ca.url().toString());
        device.set(Setting.ENABLED, "1");
    }

    @AfterEach
    void stop() {
        device.close();
        ca.close();
    }

    @Test
    void subjectIsText() throws Exception {
        device.set(Setting.SUBJECT, "/CN=" + HOSTILE);
        device.check(Mode.WHAT_IS_DUE);
        for (String page : List.of("status", "global")) {
            assertThat(owner.get(page).body()).as(page).contains(ESCAPED).doesNotContain("<img");
        }
    }

    @Test
    void outputOfScriptsIsText() throws Exception {
        String script = "echo '<script>alert(1)</script>'; echo '" + HOSTILE + "'";
        device.set(Setting.SUCCESS_SCRIPT_B64, Base64.getEncoder().encodeToString(script.getBytes(UTF_8)));
        device.check(Mode.WHAT_IS_DUE);
        assertThat(owner.get("status").body()).contains(ESCAPED).doesNotContain("<img", "<script>alert");
    }

    @Test
    void messageOfTheServerIsText() throws Exception {
        ca.fault(Fault.FAIL_TEXT_HOSTILE);
        device.check(Mode.WHAT_IS_DUE);
        String reason = device.context().journal().recent(1).getFirst().reason();
        assertThat(reason).as("failInfoText").contains("<script");
        assertThat(owner.get("status").body()).contains("&lt;script").doesNotContain("<script>");
    }

    @Test
    void enteredValuesAreText() throws Exception {
        Browser.Reply reply = owner.send("global", Map.of("URL", "\"'><script>alert(1)</script>"));
        assertThat(reply.code()).isEqualTo(400);
        assertThat(reply.body()).contains("&quot;&#39;&gt;&lt;script&gt;").doesNotContain("<script>alert");
    }

    @Test
    void noPartOfARequestBecomesAHeader() throws Exception {
        for (String page : List.of(
                "x%0d%0aSet-Cookie:%20evil=1",
                "login?%0d%0aSet-Cookie:%20evil=1", "link?word=%0d%0aSet-Cookie:evil=1")) {
            assertThat(owner.get(page).headers()).as(page).doesNotContain("evil");
        }
        Browser.Reply reply = owner.send("global", Map.of("WEB_RETURN", "/\r\nSet-Cookie: evil=1"));
        assertThat(reply.code()).isEqualTo(400);
    }

    @Test
    void returnLinkRunsNoScript() throws Exception {
        for (String link : List.of("javascript:alert(1)", "data:text/html,x", "//evil.example", "/\\evil.example")) {
            assertThat(owner.send("global", Map.of("WEB_RETURN", link)).code())
                    .as(link)
                    .isEqualTo(400);
        }
    }

    @Test
    void noPathReadsAFile() throws Exception {
        for (String path : List.of(
                "/../../../../etc/passwd",
                "/%2e%2e/%2e%2e/%2e%2e/etc/passwd",
                "/..%2f..%2f..%2fetc%2fpasswd",
                "/....//....//etc/passwd",
                "/..%5c..%5cetc%5cpasswd",
                "//etc/passwd",
                "/style.css/../../../../etc/passwd",
                "/data/web-password",
                "/web.pem",
                "/latest.key",
                "/certificate.key",
                "/style.css%00.html")) {
            String request = "GET %s HTTP/1.1\r\nHost: x\r\nCookie: %s\r\nConnection: close\r\n\r\n"
                    .formatted(path, owner.cookie());
            assertThat(RawConnection.exchange(device.port(), request))
                    .as(path)
                    .doesNotStartWith("HTTP/1.1 200")
                    .doesNotContain("root:", "PRIVATE KEY", "$2");
        }
    }

    @Test
    void noPageContainsThePrivateKey() throws Exception {
        device.check(Mode.WHAT_IS_DUE);
        for (String page : List.of("status", "global", "certificate.crt", "chain.crt", "password", "licenses", "log")) {
            assertThat(owner.get(page).body()).as(page).doesNotContain("PRIVATE KEY");
        }
        assertThat(owner.get("certificate.crt").body()).contains("BEGIN CERTIFICATE");
    }

    @Test
    void everyAnswerForbidsScriptsAndForeignContent() throws Exception {
        for (String page : List.of("login", "status", "global", "nowhere", "style.css", "metrics", "certificate.crt")) {
            Browser.Reply reply = owner.get(page);
            assertThat(reply.header("Content-Security-Policy"))
                    .as(page)
                    .get()
                    .asString()
                    .contains("default-src 'none'", "form-action 'self'", "base-uri 'none'", "frame-ancestors 'none'")
                    .doesNotContain("unsafe");
            assertThat(reply.header("X-Content-Type-Options")).contains("nosniff");
            assertThat(reply.header("X-Frame-Options")).contains("DENY");
            assertThat(reply.header("Referrer-Policy")).contains("no-referrer");
            assertThat(reply.header("Cache-Control")).get().asString().contains("no-store");
            assertThat(reply.body()).as(page).doesNotContain(" onclick", " onload", "style=\"", "javascript:");
        }
    }
}
