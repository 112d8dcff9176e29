package org.scepclient.it.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.it.app.App;
import org.scepclient.it.app.Await;
import org.scepclient.it.app.Setup;
import org.scepclient.it.app.TestCa;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.FakeTime;
import org.scepclient.it.process.Finished;
import org.scepclient.it.process.Running;

/** The web interface of the service. */
class ServicePageIT {
    private static final App APP = App.packaged();
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Pattern ENROLLED = Pattern.compile("Certificate enrolled ([0-9A-F]+)");

    @TempDir
    Path directory;

    @Test
    void serviceShowsThePageAndPerformsTheActionsOfItsButtons() throws Exception {
        try (TestCa ca = TestCa.start(APP, Setup.PLAIN, directory)) {
            configure(ca, "0");
            try (Running service = app("run").start()) {
                service.awaitLine("the page is at https://127.0.0.1:[1-9]", LIMIT);
                URI link = link();
                String cookie = entered(link);
                assertThat(status(link, cookie)).contains("Module scepClient disabled");

                post(link, "global", cookie, "ENABLED=1&" + global(link, cookie));
                Await.until(LIMIT, () -> !serial(link, cookie).isEmpty(), "a certificate after Apply");
                String first = serial(link, cookie);
                post(link, "renew", cookie, "");
                Await.until(LIMIT, () -> !serial(link, cookie).equals(first), "another one after Renew now");

                Command.of("kill", service.pid()).run().mustSucceed();
                service.awaitExit(LIMIT).mustSucceed();
            }
            assertThat(directory.resolve("data/web-page")).isEmptyFile();
        }
    }

    @Test
    void clearEndsTheRunOfTheServiceThatWaitsForApproval() throws Exception {
        try (TestCa ca = TestCa.start(APP, Setup.MANUAL_APPROVAL, directory)) {
            try (Running service = waitingService(ca)) {
                URI link = link();
                String cookie = entered(link);
                assertThat(status(link, cookie)).contains("Clear pending request", "on first use");

                post(link, "clear", cookie, "");
                assertThat(status(link, cookie))
                        .contains("Module scepClient not running")
                        .doesNotContain("Clear pending request");
                assertThat(service.isAlive()).isTrue();
            }
        }
    }

    @Test
    void cancelEndsTheRunOfTheServiceAndKeepsItsRequest() throws Exception {
        try (TestCa ca = TestCa.start(APP, Setup.MANUAL_APPROVAL, directory)) {
            try (Running service = waitingService(ca)) {
                URI link = link();
                String cookie = entered(link);
                String transaction = transaction(status(link, cookie));

                post(link, "cancel", cookie, "");
                assertThat(status(link, cookie))
                        .contains(
                                "Module scepClient not running",
                                "The last run was cancelled by the operator",
                                "Its request stays pending",
                                "the run was cancelled by the operator; the next run resumes it",
                                "Clear pending request")
                        .doesNotContain(">Cancel<");
                assertThat(app("status").run().mustSucceed().out())
                        .containsPattern("last run: +\\S+ enrollment cancelled: the run was cancelled by the operator");
                assertThat(service.isAlive()).isTrue();
                assertThat(nextCheck()).isAfter(Instant.now().plus(Duration.ofHours(12)));

                post(link, "renew", cookie, "");
                Await.until(LIMIT, () -> status(link, cookie).contains(">Cancel<"), "the next run");
                assertThat(transaction(status(link, cookie))).isEqualTo(transaction);
                ca.approveAll();
                Await.until(LIMIT, () -> !serial(link, cookie).isEmpty(), "a certificate after the approval");
            }
        }
    }

    /** A service whose request waits for approval. */
    private Running waitingService(TestCa ca) throws Exception {
        configure(ca, "1");
        Running service = app("run").start();
        service.awaitLine("waits for approval", LIMIT);
        return service;
    }

    private Instant nextCheck() {
        Matcher time = Pattern.compile("next check: (\\S+)")
                .matcher(app("status").run().mustSucceed().out());
        assertThat(time.find()).isTrue();
        return Instant.parse(time.group(1));
    }

    private static String transaction(String page) {
        Matcher transaction =
                Pattern.compile("<dt>Transaction</dt><dd>([0-9A-F]+)").matcher(page);
        assertThat(transaction.find()).isTrue();
        return transaction.group(1);
    }

    @Test
    void pageEndsACheckOfAnotherProcessButNoService() throws Exception {
        try (TestCa ca = TestCa.start(APP, Setup.MANUAL_APPROVAL, directory)) {
            configure(ca, "1");
            try (Running page = app("web").start();
                    Running check = app("check").start()) {
                String printed = page.awaitLine("^https://127.0.0.1:[0-9]+/link\\?word=\\S+", LIMIT)
                        .group();
                check.awaitLine("waits for approval", LIMIT);
                URI link = URI.create(printed);
                String cookie = entered(link);

                post(link, "cancel", cookie, "");
                assertThat(check.awaitExit(LIMIT).exit()).as("ended by SIGTERM").isEqualTo(143);
                assertThat(status(link, cookie))
                        .contains("The last run was cancelled by the operator", "Clear pending request");
                try (Running service = app("run").start()) {
                    service.awaitLine("asking for the result of transaction", LIMIT);
                    assertThat(postUnchecked(link, "cancel", cookie, "").code()).isEqualTo(409);
                    assertThat(status(link, cookie)).contains("Module scepClient running");
                    assertThat(service.isAlive()).isTrue();
                }
            }
        }
    }

    @Test
    void serviceWorksWhereThePageCannotBeShown() throws Exception {
        Files.writeString(directory.resolve("settings"), "MOD_SCEPCLIENT_WEB_ADDRESS=192.0.2.77:8443\n");
        try (Running service = app("run").start()) {
            service.awaitLine("cannot start the web interface: 192.0.2.77:8443: .*MOD_SCEPCLIENT_WEB_ADDRESS", LIMIT);
            service.awaitLine("automation is disabled", LIMIT);
            assertThat(service.isAlive()).isTrue();
        }
    }

    /** The clock of a device without a battery is set while the page is open. */
    @ParameterizedTest
    @ValueSource(longs = {-3650, 3650})
    void pageIsKnownAsRunningWhateverTheClockShows(long days) throws Exception {
        Files.writeString(directory.resolve("settings"), "MOD_SCEPCLIENT_WEB_ADDRESS=127.0.0.1:0\n");
        try (Running page = app("web").start()) {
            String address = page.awaitLine("the page is at (https://127.0.0.1:[1-9][0-9]*)", LIMIT)
                    .group(1);
            Finished link = FakeTime.later(Duration.ofDays(days), app("web", "--link"))
                    .run()
                    .mustSucceed();
            assertThat(link.out()).startsWith(address + "/link?word=");
            assertThat(link.err()).doesNotContain("not running");
        }
    }

    private void configure(TestCa ca, String enabled) throws Exception {
        Files.writeString(
                directory.resolve("settings"),
                "MOD_SCEPCLIENT_ENABLED=" + enabled
                        + "\nMOD_SCEPCLIENT_AWAIT_RESULT=1\nMOD_SCEPCLIENT_WEB_ADDRESS=127.0.0.1:0\nMOD_SCEPCLIENT_URL="
                        + ca.url()
                        + "\nMOD_SCEPCLIENT_SERIAL=r7\nMOD_SCEPCLIENT_CHALLENGE_FILE=" + challenge(ca) + "\n");
    }

    private URI link() {
        return URI.create(app("web", "--link").run().mustSucceed().out().strip());
    }

    /** Opens the link and returns the session cookie. */
    private static String entered(URI link) {
        return RawHttp.https(link).header("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private Path challenge(TestCa ca) throws Exception {
        Path file = directory.resolve("challenge");
        Files.writeString(file, ca.challenge() + "\n");
        Files.setPosixFilePermissions(file, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        return file;
    }

    private Command app(Object... arguments) {
        return APP.scepclient(arguments)
                .with("SCEPCLIENT_DATA", directory.resolve("data"))
                .with("SCEPCLIENT_SETTINGS", directory.resolve("settings"));
    }

    /** The form fields with their current values, except for the checkbox that enables the automation. */
    private static String global(URI link, String cookie) {
        StringBuilder form = new StringBuilder();
        String page =
                RawHttp.https(link.resolve("/global"), "Cookie: " + cookie).text();
        Matcher field = Pattern.compile("<(?:input|select)[^>]*>").matcher(page);
        while (field.find()) {
            String name = attribute(field.group(), "name");
            boolean box = field.group().contains("type=\"checkbox\"");
            boolean sent = !name.equals("ENABLED") && !name.equals("token") && !name.isEmpty();
            if (sent && (!box || field.group().contains("checked"))) {
                form.append(name)
                        .append('=')
                        .append(java.net.URLEncoder.encode(
                                value(field.group(), page.substring(field.end())),
                                java.nio.charset.StandardCharsets.UTF_8))
                        .append('&');
            }
        }
        return form.toString();
    }

    /** The value of a field, or the selected option among those that follow it. */
    private static String value(String tag, String rest) {
        Matcher chosen = Pattern.compile("<option[^>]* selected[^>]*>").matcher(rest);
        return attribute(tag.startsWith("<select") && chosen.find() ? chosen.group() : tag, "value");
    }

    private static String attribute(String tag, String name) {
        Matcher value = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(tag);
        return value.find() ? value.group(1).replace("&amp;", "&").replace("&#39;", "'") : "";
    }

    private static void post(URI link, String page, String cookie, String form) {
        RawHttp.Answer answer = postUnchecked(link, page, cookie, form);
        assertThat(answer.code()).as(answer.text()).isIn(200, 303);
    }

    private static RawHttp.Answer postUnchecked(URI link, String page, String cookie, String form) {
        Matcher token = Pattern.compile("name=\"token\" value=\"([^\"]+)\"")
                .matcher(RawHttp.https(link.resolve("/password"), "Cookie: " + cookie)
                        .text());
        assertThat(token.find()).isTrue();
        return RawHttp.post(link.resolve("/" + page), form + "token=" + token.group(1), "Cookie: " + cookie);
    }

    private static String status(URI link, String cookie) {
        return RawHttp.https(link.resolve("/status"), "Cookie: " + cookie).text();
    }

    private static String serial(URI link, String cookie) {
        Matcher matcher = ENROLLED.matcher(status(link, cookie));
        return matcher.find() ? matcher.group(1) : "";
    }
}
