package org.scepclient.it.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.scepclient.it.app.App;
import org.scepclient.it.device.Pem;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;
import org.scepclient.it.process.Running;

/**
 * A device with the automation and its files.
 *
 * @param directory contains {@code data} and {@code settings}
 */
record Router(App app, Path directory) {

    /** Sets up a device with the URL of its server and with automation enabled. */
    static Router at(App app, Path directory, URI url) {
        try {
            Router router = new Router(app, Files.createDirectory(directory));
            return router.set("URL=" + url, "ENABLED=1", "AWAIT_RESULT=1", "SERIAL=" + directory.getFileName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path data() {
        return directory.resolve("data");
    }

    Path settings() {
        return directory.resolve("settings");
    }

    Command scepclient(Object... arguments) {
        return here(app.scepclient(arguments));
    }

    /** Runs the command with this device's files. */
    Command here(Command command) {
        return command.with("SCEPCLIENT_DATA", data()).with("SCEPCLIENT_SETTINGS", settings());
    }

    Router set(String... assignments) {
        scepclient("settings", "set").and((Object[]) assignments).run().mustSucceed();
        return this;
    }

    /** Sets a script of shell commands. */
    Router script(String key, String commands) {
        return set(key + "=" + commands);
    }

    Router challenge(String secret) {
        try {
            Path file = Files.createFile(
                    directory.resolve("typed"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, secret);
            scepclient("settings", "challenge", "--from", "file:" + file).run().mustSucceed();
            Files.delete(file);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Command check() {
        return scepclient("check");
    }

    /** The output of {@code scepclient status}. */
    Finished status() {
        return scepclient("status").run().mustSucceed();
    }

    /** The two documented lines of the status. */
    String state() {
        return String.join("\n", status().lines().subList(0, 2));
    }

    /** Whether the launcher of a service waits for the next check. */
    static boolean sleeps(Running service) {
        return service.children().stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(child -> child.info().commandLine().stream())
                .anyMatch(line -> line.contains("sleep"));
    }

    Path key() {
        return data().resolve("latest.key");
    }

    Pem issued() {
        return Pem.read(data().resolve("latest.crt"));
    }
}
