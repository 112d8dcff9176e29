package org.scepclient.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.it.app.App;
import org.scepclient.it.app.Await;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Running;

/** Access from the router's own pages, through {@code www/index.cgi} under busybox's web server. */
class RouterEntryIT {
    /** The idle time of one minute, with a margin for a busy machine. */
    private static final Duration IDLE = Duration.ofSeconds(100);

    @TempDir
    Path directory;

    private Router router;

    @BeforeEach
    void start() throws Exception {
        router = Router.start(App.packaged(), directory);
    }

    @AfterEach
    void stop() throws Exception {
        router.close();
    }

    @Test
    void onlyTheRoutersLoginOpensTheWay() {
        assertThat(router.strangersClick().code()).isEqualTo(401);
        assertThat(router.pageIsShown()).isFalse();
    }

    @Test
    void oneClickOpensThePageOnceAndForTheBrowserThatClicked() {
        URI link = link(router.click());
        assertThat(link.toString()).startsWith("https://127.0.0.1:" + router.pagePort() + "/link?word=");
        assertThat(RawHttp.https(URI.create(link.toString().replaceFirst("word=.{5}", "word=guess")))
                        .code())
                .isEqualTo(403);
        assertThat(RawHttp.httpsFrom("127.0.0.2", link).code())
                .as("from another address")
                .isEqualTo(403);
        RawHttp.Answer welcome = RawHttp.https(link);
        assertThat(welcome.code()).isEqualTo(200);
        assertThat(status(link, welcome)).contains("Module scepClient disabled\nCertificate not enrolled");
        assertThat(RawHttp.https(link).code()).as("a second time").isEqualTo(403);
        assertThat(RawHttp.https(link(router.click())).code())
                .as("another click")
                .isEqualTo(200);
    }

    @Test
    void pageEndsByItselfAndTheNextClickShowsItAgain() {
        URI link = link(router.click());
        assertThat(RawHttp.https(link).code()).isEqualTo(200);
        Await.until(IDLE, () -> !router.pageIsShown(), "the end of a page that nobody uses");
        URI next = link(router.click());
        assertThat(status(next, RawHttp.https(next))).contains("Module scepClient disabled");
    }

    /** After a power cut, another process may have the pid. */
    @Test
    void clickShowsThePageThoughAnotherProcessHasThePidOfAnEarlierOne() throws Exception {
        try (Running stranger = Command.of("sleep", "600").start()) {
            Files.createDirectory(
                    router.data(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            Files.writeString(
                    router.data().resolve("web-page"), stranger.pid() + "\n127.0.0.1:" + router.pagePort() + "\n\n");
            assertThat(RawHttp.https(link(router.click())).code()).isEqualTo(200);
            assertThat(stranger.isAlive()).isTrue();
        }
    }

    @Test
    void pageListensAtASecondAddressOfTheRouterToo() {
        URI first = link(router.click());
        URI second = link(router.click("Host: 127.0.0.2:80"));
        assertThat(second.toString()).startsWith("https://127.0.0.2:" + router.pagePort() + "/");
        assertThat(RawHttp.https(second).code()).isEqualTo(200);
        assertThat(RawHttp.https(first.resolve("/login")).code())
                .as("the first one")
                .isEqualTo(200);
    }

    @Test
    void reportsStateAndReasonWhereThereCannotBeAPage() throws Exception {
        try (ServerSocket other = new ServerSocket(router.pagePort(), 1, InetAddress.getLoopbackAddress())) {
            assertThat(other.isBound()).isTrue();
            RawHttp.Answer answer = router.click();
            assertThat(answer.code()).isEqualTo(503);
            assertThat(answer.text())
                    .contains("Module scepClient disabled\nCertificate not enrolled\n")
                    .contains("MOD_SCEPCLIENT_WEB_ADDRESS");
        }
        assertThat(RawHttp.https(link(router.click())).code())
                .as("when the port is free")
                .isEqualTo(200);
    }

    @Test
    void nothingOfTheRequestIsACommandOrMarkup() throws Exception {
        Path pwned = directory.resolve("pwned");
        for (String evil : new String[] {"$(touch " + pwned + ")", "`touch " + pwned + "`", "x;touch " + pwned + ";"}) {
            RawHttp.Answer answer = router.click("Host: " + evil + "<b>\"", "User-Agent: " + evil, "Cookie: " + evil);
            assertThat(answer.code()).as(evil).isEqualTo(503);
            assertThat(answer.text()).as(evil).contains("&lt;b&gt;").doesNotContain("<b>");
            router.clickAt("/cgi-bin/scepClient/index.cgi?" + evil.replace(" ", "%20"));
            router.clickAt("/cgi-bin/scepClient/index.cgi/" + evil.replace(" ", "%20"));
        }
        assertThat(Files.exists(pwned)).isFalse();
        assertThat(router.click("Host: 192.0.2.77").code()).as("another device").isEqualTo(503);
    }

    @Test
    void scriptsOfThePageInheritNothingOfTheRequest() throws Exception {
        link(router.click("Cookie: router_session=secret", "Proxy: http://192.0.2.9:3128", "X-Any: x"));
        assertThat(router.pageVariables())
                .contains("PATH", "SCEPCLIENT_DATA", "SCEPCLIENT_SETTINGS")
                .isSubsetOf(
                        "",
                        "PATH",
                        "HOME",
                        "LANG",
                        "LC_ALL",
                        "LC_CTYPE",
                        "TZ",
                        "TMPDIR",
                        "JAVA_HOME",
                        "PWD",
                        "MALLOC_ARENA_MAX",
                        "SCEPCLIENT_DATA",
                        "SCEPCLIENT_LOG_PRIORITIES",
                        "SCEPCLIENT_SETTINGS");
    }

    private static URI link(RawHttp.Answer answer) {
        assertThat(answer.code()).as(answer.text()).isEqualTo(302);
        return URI.create(answer.header("Location").orElseThrow());
    }

    private static String status(URI link, RawHttp.Answer welcome) {
        String cookie = welcome.header("Set-Cookie").orElseThrow().split(";", 2)[0];
        return RawHttp.https(link.resolve("/status"), "Cookie: " + cookie).text();
    }
}
