package org.scepclient.it.app;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Programs of other people that a test runs. */
public final class Programs {

    /** Root's directories are searched too: Debian keeps servers there, and a user's PATH leaves them out. */
    private static final List<String> ALSO = List.of("/usr/sbin", "/sbin");

    private Programs() {}

    /**
     * The absolute path of a program.
     *
     * @param program a name to look for, or an absolute path
     * @param debianPackage what to install, said when it is missing
     * @throws PeerMissing when it is not installed; where the environment has {@code CI=true}, a failure instead
     */
    public static Path require(String program, String debianPackage) {
        return find(program).orElseThrow(() -> missing(program, debianPackage));
    }

    /** A file that a program needs and that comes in another package. */
    public static void requireFile(Path file, String debianPackage) {
        if (!Files.exists(file)) {
            throw missing(file.toString(), debianPackage);
        }
    }

    private static RuntimeException missing(String program, String debianPackage) {
        return missing(program + " is not installed (apt-get install " + debianPackage + ")");
    }

    /** What to throw where a test cannot run for want of something: a failure with {@code CI=true}, else a skip. */
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
