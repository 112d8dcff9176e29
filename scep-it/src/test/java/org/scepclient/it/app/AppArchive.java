package org.scepclient.it.app;

import java.nio.file.Path;
import org.scepclient.it.process.Command;

/** An archive of the application. */
public record AppArchive(Path archive) {

    /** The archive with a Java runtime and a start-up cache for this machine. */
    public static AppArchive forThisPlatform() {
        String processor = System.getProperty("os.arch");
        return named("scepClient." + (processor.equals("amd64") ? "x86_64" : processor) + ".tgz");
    }

    /** The archive for devices that already have Java. */
    public static AppArchive withoutRuntime() {
        return named("scepClient.any.tgz");
    }

    /** The Debian package for this machine. */
    public static AppArchive debian() {
        String version = System.getProperty("scepclient.version", "0.1.0");
        String processor = System.getProperty("os.arch");
        return named("scepclient_" + version + "_" + (processor.equals("aarch64") ? "arm64" : processor) + ".deb");
    }

    private static AppArchive named(String file) {
        return new AppArchive(Path.of(System.getProperty("scepclient.packages", "../scep-dist/target"))
                .toAbsolutePath()
                .normalize()
                .resolve(file));
    }

    /** Unpacks it into a directory, as on a device into {@code /opt}. */
    public App unpacked(Path directory) {
        Command.of("tar", "-xzf", archive, "-C", directory).run().mustSucceed();
        return new App(directory.resolve("scepClient"));
    }
}
