package org.scepclient.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/**
 * The version of this program and when it was built, written into it by the build. The launcher knows them too and says
 * them, as most commands need nothing else for which they would have to open the jar.
 */
public final class Version {
    private Version() {}

    public static String text() {
        return lines().getFirst();
    }

    /** The time is later than this. */
    public static Instant built() {
        return Instant.parse(lines().get(1));
    }

    private static List<String> lines() {
        String said = System.getProperty("scepclient.version");
        return said == null ? linesOfTheJar() : List.of(said.split(" ", 2));
    }

    private static List<String> linesOfTheJar() {
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
