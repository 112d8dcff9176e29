package org.scepclient.it.app;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Third-party programs that tests run. */
public final class Programs {

    /** Also searches root's directories: Debian installs servers there, and a user's PATH does not include them. */
    private static final List<String> ALSO = List.of("/usr/sbin", "/sbin");

    private Programs() {}

    /**
     * Finds the absolute path of a program.
     *
     * @param program a name to look for, or an absolute path
     * @param debianPackage the package to install, named in the message
     * @throws PeerMissing if it is not installed; with {@code CI=true} in the environment, the test fails instead
     */
    public static Path require(String program, String debianPackage) {
        return find(program).orElseThrow(() -> missing(program, debianPackage));
    }

    /** Requires a file that belongs to another package than the program. */
    public static void requireFile(Path file, String debianPackage) {
        if (!Files.exists(file)) {
            throw missing(file.toString(), debianPackage);
        }
    }

    private static RuntimeException missing(String program, String debianPackage) {
        return missing(program + " is not installed (apt-get install " + debianPackage + ")");
    }

    /** The exception for a missing prerequisite: a failure with {@code CI=true}, otherwise a skip. */
    public static RuntimeException missing(String message) {
        if ("true".equals(System.getenv("CI"))) {
            throw new AssertionError(message);
        }
        return new PeerMissing(message);
    }

    private static Optional<Path> find(String program) {
        List<String> directories = new ArrayList<>(
                Arrays.asList(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)));
        directories.addAll(ALSO);
        return directories.stream()
                .map(directory -> Path.of(directory).resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
