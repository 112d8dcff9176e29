package org.scepclient.it.web;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.scepclient.fixture.UnusedPort;
import org.scepclient.it.app.App;
import org.scepclient.it.app.Await;
import org.scepclient.it.app.Programs;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Running;

/** A router with its own web server (busybox) and login, and with the app. */
final class Router implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);
    private static final String LOGIN =
            "Authorization: Basic " + Base64.getEncoder().encodeToString("admin:router".getBytes(UTF_8));

    private final Path directory;
    private final int port;
    private final int pagePort;
    private final Running httpd;

    private Router(App app, Path directory) throws IOException {
        this.directory = directory;
        this.port = UnusedPort.find();
        this.pagePort = UnusedPort.find();
        Path programs = Files.createDirectories(directory.resolve("web/cgi-bin"));
        Files.createSymbolicLink(programs.resolve("scepClient"), app.home().resolve("www"));
        Files.writeString(directory.resolve("httpd.conf"), "/:admin:router\n");
        settings("MOD_SCEPCLIENT_WEB_IDLE=1");
        this.httpd = withApp(Command.of(
                        Programs.require("busybox", "busybox"),
                        "httpd",
                        "-f",
                        "-p",
                        "127.0.0.1:" + port,
                        "-h",
                        directory.resolve("web"),
                        "-c",
                        directory.resolve("httpd.conf")))
                .start();
        Await.until(START, this::answers, "busybox's web server");
    }

    static Router start(App app, Path directory) throws IOException {
        return new Router(app, directory);
    }

    private boolean answers() {
        try {
            return strangersClick().code() == 401;
        } catch (RuntimeException e) {
            return false;
        }
    }

    /** Replaces the app's settings except for the page's port. */
    void settings(String... lines) throws IOException {
        Files.writeString(
                directory.resolve("settings"),
                "MOD_SCEPCLIENT_WEB_ADDRESS=127.0.0.1:" + pagePort + "\n" + String.join("\n", lines) + "\n");
    }

    /** A command of the app with this router's files. */
    Command withApp(Command command) {
        return command.with("SCEPCLIENT_DATA", directory.resolve("data"))
                .with("SCEPCLIENT_SETTINGS", directory.resolve("settings"));
    }

    int pagePort() {
        return pagePort;
    }

    /** Clicks on the app's name after a login to the router. */
    RawHttp.Answer click(String... headers) {
        return clickAt("/cgi-bin/scepClient/index.cgi", headers);
    }

    RawHttp.Answer clickAt(String path, String... headers) {
        String[] all = new String[headers.length + 1];
        all[0] = LOGIN;
        System.arraycopy(headers, 0, all, 1, headers.length);
        return RawHttp.http(port, path, all);
    }

    /** Clicks on the app's name without a login. */
    RawHttp.Answer strangersClick() {
        return RawHttp.http(port, "/cgi-bin/scepClient/index.cgi");
    }

    /** The names of the variables in the environment of the page's process, which its scripts inherit. */
    List<String> pageVariables() throws IOException {
        String pid = pageState().getFirst();
        String environment = Files.readString(Path.of("/proc", pid, "environ"), ISO_8859_1);
        return Arrays.stream(environment.split("\0", -1))
                .map(variable -> variable.split("=", 2)[0])
                .toList();
    }

    boolean pageIsShown() {
        return !pageState().isEmpty();
    }

    /** The lines of the page's process: its pid and its addresses. */
    private List<String> pageState() {
        try {
            Path state = data().resolve("web-page");
            return Files.exists(state) ? Files.readAllLines(state) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path data() {
        return directory.resolve("data");
    }

    @Override
    public void close() throws IOException {
        httpd.close();
        for (String pid : pageState().stream().limit(1).toList()) {
            ProcessHandle.of(Long.parseLong(pid)).ifPresent(page -> {
                page.destroy();
                page.onExit().join();
            });
        }
    }
}
