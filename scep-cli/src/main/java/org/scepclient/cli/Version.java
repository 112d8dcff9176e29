package org.scepclient.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * The version and the build time of this program. The build stores them in the jar and in the launcher, which passes them
 * on: most commands need nothing else for which they would have to open the jar.
 */
public final class Version {
    private Version() {}

    public static String text() {
        return lines().getFirst();
    }

    /** The build time, a lower bound of the current time. */
    public static Instant built() {
        return Instant.parse(lines().get(1));
    }

    private static List<String> lines() {
        String passed = System.getProperty("scepclient.version");
        return passed == null ? linesOfJar() : List.of(passed.split(" ", 2));
    }

    private static List<String> linesOfJar() {
        try (var in = Version.class.getResourceAsStream("version")) {
            if (in == null) {
                throw new IllegalStateException("this program was built without its version");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
