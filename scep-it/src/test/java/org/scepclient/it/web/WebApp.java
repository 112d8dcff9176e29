package org.scepclient.it.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.scepclient.it.app.App;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Running;

/** {@code scepclient web} of the packaged application, with its own data and settings. */
final class WebApp implements AutoCloseable {
    static final String SERIAL = "ACZ1100002516992";
    private static final Duration START = Duration.ofSeconds(60);

    private final Path directory;
    private final Running process;
    private final String address;

    private WebApp(Path directory) {
        this.directory = directory;
        this.process = scepclient("web").start();
        this.address = process.awaitLine("the page is at (https://\\S+)", START).group(1);
    }

    static WebApp start(Path directory) throws IOException {
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(
                directory.resolve("settings"),
                "MOD_SCEPCLIENT_WEB_ADDRESS=127.0.0.1:0\nMOD_SCEPCLIENT_SERIAL=" + SERIAL + "\n");
        return new WebApp(directory);
    }

    String address() {
        return address;
    }

    Path data() {
        return directory.resolve("data");
    }

    String settings() throws IOException {
        return Files.readString(directory.resolve("settings"));
    }

    /** A one-time link to the page. */
    String link() {
        return scepclient("web", "--link").run().mustSucceed().out().strip();
    }

    /** A command of the same application. */
    Command scepclient(Object... arguments) {
        return App.packaged()
                .scepclient(arguments)
                .in(directory)
                .with("SCEPCLIENT_DATA", data())
                .with("SCEPCLIENT_SETTINGS", directory.resolve("settings"));
    }

    @Override
    public void close() {
        process.close();
    }
}
