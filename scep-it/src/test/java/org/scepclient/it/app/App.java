package org.scepclient.it.app;

import java.nio.file.Files;
import java.nio.file.Path;
import org.scepclient.it.process.Command;

/** The installed application: a directory with {@code bin}, {@code lib} and {@code runtime}. */
public record App(Path home) {

    /**
     * The application built here, or the one in the directory that the system property {@code scepclient.home} names.
     */
    public static App packaged() {
        Path home = Path.of(System.getProperty("scepclient.home", "../scep-dist/target/scepClient"))
                .toAbsolutePath()
                .normalize();
        if (!Files.isExecutable(home.resolve("bin/sscep"))) {
            throw new AssertionError(home + " does not contain bin/sscep: build it with mvn -q -DskipTests package");
        }
        return new App(home);
    }

    public Command sscep(Object... arguments) {
        return Command.of(home.resolve("bin/sscep")).and(arguments);
    }

    public Command scepclient(Object... arguments) {
        return Command.of(home.resolve("bin/scepclient")).and(arguments);
    }
}
