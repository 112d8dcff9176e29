package org.scepclient.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.AppPaths;
import org.scepclient.agent.automation.RunLog;
import org.scepclient.agent.device.SerialNumberSearch;
import org.scepclient.agent.schedule.MonotonicClock;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.SettingsFile;
import org.scepclient.file.FileOperations;
import org.scepclient.fixture.UnusedPort;
import org.scepclient.transport.Sleeper;
import org.scepclient.web.login.OneTimeLink;

class WebServerTest {
    private static final String PASSWORD = "correct horse";

    @TempDir
    Path directory;

    private AgentContext context;
    private WebServer server;
    private int port;
    private volatile boolean overflows;

    /** The current time, or an overflow of the stack while a request is handled. */
    private final class FailingClock extends Clock {
        @Override
        public Instant instant() {
            if (overflows && StackWalker.getInstance().walk(frames -> frames.anyMatch(this::handlesRequest))) {
                throw new StackOverflowError();
            }
            return Instant.now();
        }

        private boolean handlesRequest(StackWalker.StackFrame frame) {
            return frame.getClassName().equals(Dispatcher.class.getName());
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void start() throws Exception {
        AppPaths paths = new AppPaths(
                directory, Files.createDirectories(directory.resolve("data")), directory.resolve("settings"));
        context = new AgentContext(
                paths,
                FileOperations.ofDisk(),
                new FailingClock(),
                MonotonicClock.ofDevice(),
                Sleeper.ofThread(),
                new SecureRandom(),
                Instant.parse("2026-01-01T00:00:00Z"),
                new SerialNumberSearch(directory),
                RunLog.silent());
        port = UnusedPort.find();
        new SettingsFile(paths.settings()).repair(Map.of(Setting.WEB_ADDRESS, "127.0.0.1:" + port));
        server = WebServer.start(context, context.store());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void showsNoPageWithoutASession() throws Exception {
        for (String page : List.of("status", "global", "password", "certificate.crt", "chain.crt", "", "../status")) {
            assertThat(get("", page).code()).as(page).isEqualTo(303);
        }
        assertThat(post("", "global", "ENABLED=1").code()).isEqualTo(403);
        assertThat(get("", "login").body()).contains("No password is set yet");
    }

    @Test
    void showsAnErrorPageForAnOverflowOfTheStack() throws Exception {
        String session = logInByLink();
        overflows = true;
        Reply reply = get(session, "status");
        assertThat(reply.code()).isEqualTo(500);
        assertThat(reply.body()).contains("This page cannot be displayed.");
    }

    @Test
    void linkWorksOnce() throws Exception {
        String token = new OneTimeLink(context.dataDirectory(), context.monotonicClock(), context.random()).create();
        assertThat(get("", "link?word=guess").code()).isEqualTo(403);
        assertThat(get("", "link?word=" + token).cookie()).contains("HttpOnly", "Secure", "SameSite=Strict");
        assertThat(get("", "link?word=" + token).code()).isEqualTo(403);
    }

    @Test
    void passwordSetByLinkPermitsALogin() throws Exception {
        String first = logInByLink();
        Reply set = post(first, "password", "token=" + token(first) + "&password=" + encoded(PASSWORD));
        assertThat(set.code()).isEqualTo(200);
        assertThat(get(first, "status").code()).as("the old session").isEqualTo(303);
        assertThat(post("", "login", "password=wrong").code()).isEqualTo(403);
        Reply login = post("", "login", "password=" + encoded(PASSWORD));
        assertThat(get(login.session(), "status").body())
                .contains("Module scepClient disabled\nCertificate not enrolled");
        assertThat(Files.readString(directory.resolve("data/web-password"))).startsWith("$2");
    }

    @Test
    void applySavesValidValuesAndShowsInvalidOnesAgain() throws Exception {
        String session = logInByLink();
        Reply wrong = post(session, "global", form(session, "RENEW_DAYS", "\"><b>soon"));
        assertThat(wrong.code()).isEqualTo(400);
        assertThat(wrong.body()).contains("value=\"&quot;&gt;&lt;b&gt;soon\"").doesNotContain("<b>");
        Reply right = post(session, "global", form(session, "RENEW_DAYS", "17"));
        assertThat(right.code()).isEqualTo(303);
        assertThat(context.settingsFile().read()).containsEntry(Setting.RENEW_DAYS, "17");
    }

    @Test
    void challengeIsKeptInItsOwnFileAndNeverShown() throws Exception {
        String session = logInByLink();
        Reply saved = post(session, "global", form(session, "CHALLENGE", "s3cret-word"));
        assertThat(saved.code()).isEqualTo(303);
        assertThat(get(session, "global").body())
                .contains("A password is stored")
                .doesNotContain("s3cret-word");
        assertThat(Files.readString(directory.resolve("settings"))).doesNotContain("s3cret-word");
        assertThat(Files.readString(directory.resolve("data/challenge"))).isEqualTo("s3cret-word\n");
    }

    @Test
    void formThatIsNotUtf8ChangesNothing() throws Exception {
        String session = logInByLink();
        Map<Setting, String> before = context.settingsFile().read();
        String form = form(session, "CA_IDENT", "x").replace("CA_IDENT=x", "CA_IDENT=B%FCcher");
        Reply reply = post(session, "global", form + "&CHALLENGE=geh%E4im");
        assertThat(reply.code()).isEqualTo(400);
        assertThat(reply.body()).contains("not UTF-8");
        assertThat(context.settingsFile().read()).isEqualTo(before);
        assertThat(context.paths().data().resolve("challenge")).doesNotExist();
    }

    @Test
    void formWithoutItsTokenChangesNothing() throws Exception {
        String session = logInByLink();
        assertThat(post(session, "global", "RENEW_DAYS=17").code()).isEqualTo(403);
        assertThat(post(session, "global", "RENEW_DAYS=17&token=guess").code()).isEqualTo(403);
        assertThat(context.settingsFile().read()).doesNotContainKey(Setting.RENEW_DAYS);
    }

    @Test
    void unknownSessionIsRejected() throws Exception {
        assertThat(get("__Host-scepclient=chosen", "status").code()).isEqualTo(303);
    }

    @Test
    void oversizedFormIsRejected() throws Exception {
        assertThat(post("", "login", "password=" + "x".repeat(300_000)).code()).isEqualTo(413);
    }

    @Test
    void everyAnswerForbidsForeignContent() throws Exception {
        for (String page : List.of("login", "status", "style.css")) {
            assertThat(get("", page).policy()).as(page).contains("default-src 'none'", "frame-ancestors 'none'");
        }
    }

    @Test
    void emptyAddressNamesTheSetting() throws Exception {
        server.close();
        context.settingsFile().repair(Map.of(Setting.WEB_ADDRESS, ""));
        assertThatThrownBy(() -> WebServer.start(context, context.store()))
                .hasMessageContaining("MOD_SCEPCLIENT_WEB_ADDRESS");
    }

    private String logInByLink() throws Exception {
        String token = new OneTimeLink(context.dataDirectory(), context.monotonicClock(), context.random()).create();
        return get("", "link?word=" + token).session();
    }

    private String token(String session) throws Exception {
        Matcher token = Pattern.compile("name=\"token\" value=\"([^\"]+)\"")
                .matcher(get(session, "password").body());
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    /** The form as a browser sends it, with one changed field. */
    private String form(String session, String name, String value) throws Exception {
        StringBuilder form = new StringBuilder("token=" + token(session) + "&" + name + "=" + encoded(value));
        for (Setting setting : Setting.values()) {
            String old = context.settingsFile().read().getOrDefault(setting, setting.defaultValue());
            form.append(setting.name().equals(name) ? "" : "&" + setting.name() + "=" + encoded(old));
        }
        return form.toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    private Reply get(String cookie, String page) throws Exception {
        return reply(connection(cookie, page));
    }

    private Reply post(String cookie, String page, String form) throws Exception {
        HttpsURLConnection connection = connection(cookie, page);
        connection.setRequestMethod("POST");
        connection.setDoOutput(true);
        connection.setFixedLengthStreamingMode(form.length());
        try (var out = connection.getOutputStream()) {
            out.write(form.getBytes(UTF_8));
        }
        return reply(connection);
    }

    private HttpsURLConnection connection(String cookie, String page) throws Exception {
        var connection = (HttpsURLConnection)
                URI.create("https://127.0.0.1:" + port + "/" + page).toURL().openConnection();
        connection.setSSLSocketFactory(TrustsAll.tls().getSocketFactory());
        connection.setInstanceFollowRedirects(false);
        if (!cookie.isEmpty()) {
            connection.setRequestProperty("Cookie", cookie);
        }
        return connection;
    }

    private static Reply reply(HttpsURLConnection connection) throws IOException {
        int code = connection.getResponseCode();
        try (var in = code >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            String body = in == null ? "" : new String(in.readAllBytes(), UTF_8);
            String cookie = String.valueOf(connection.getHeaderField("Set-Cookie"));
            return new Reply(code, body, cookie, String.valueOf(connection.getHeaderField("Content-Security-Policy")));
        }
    }

    private record Reply(int code, String body, String cookie, String policy) {
        String session() {
            return cookie.split(";", 2)[0];
        }
    }
}
