package org.scepclient.it.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;

/** The launchers and the Java that they find, tested with an invalid command line that ends immediately. */
class LauncherIT {
    private static final App APP = App.packaged();
    private static final String WRONG = "no-such-operation";

    @TempDir
    Path directory;

    private Path elsewhere;

    @BeforeEach
    void makeADirectoryWithABlank() throws IOException {
        elsewhere = Files.createDirectories(directory.resolve("else where"));
    }

    @Test
    void runsFromAnyDirectory() {
        assertRuns("sscep", APP.sscep(WRONG).in(elsewhere).run());
    }

    @Test
    void runsByARelativePath() {
        assertRuns(
                "sscep",
                Command.of("./sscep", WRONG).in(APP.home().resolve("bin")).run());
        assertRuns("sscep", Command.of("bin/sscep", WRONG).in(APP.home()).run());
        assertRuns(
                "sscep",
                Command.of("sh", "sscep", WRONG).in(APP.home().resolve("bin")).run());
    }

    @Test
    void runsThroughAbsoluteAndRelativeLinksAndReportsUnderTheirName() throws IOException {
        Path absolute = link(elsewhere.resolve("enroller"), APP.home().resolve("bin/sscep"));
        link(elsewhere.resolve("inner"), Path.of("enroller"));
        Path chain = link(directory.resolve("outer -> odd"), Path.of("else where/inner"));

        assertRuns("enroller", Command.of(absolute, WRONG).run());
        assertRuns("outer -> odd", Command.of(chain, WRONG).in(elsewhere).run());
        assertRuns("inner", Command.of("./inner", WRONG).in(elsewhere).run());
    }

    @Test
    void runsThroughALinkedDirectory() throws IOException {
        link(elsewhere.resolve("current"), APP.home());

        assertRuns("sscep", Command.of("current/bin/sscep", WRONG).in(elsewhere).run());
    }

    @Test
    void runsThroughALinkOnThePath() throws IOException {
        link(elsewhere.resolve("enroller"), APP.home().resolve("bin/sscep"));

        Finished finished = Command.of("sh", "-c", "PATH=\"$PWD:$PATH\" && cd / && enroller " + WRONG)
                .in(elsewhere)
                .run();

        assertRuns("enroller", finished);
    }

    @Test
    void runsInTheShellOfBusyBox() {
        Path busybox = Programs.require("busybox", "busybox");

        assertRuns(
                "sscep",
                Command.of(busybox, "sh", APP.home().resolve("bin/sscep"), WRONG)
                        .run());
    }

    @Test
    void keepsArgumentsAsTheyAre() {
        Finished finished = APP.sscep("two  words; $HOME *").run();

        assertThat(finished.err()).contains("two  words; $HOME *");
    }

    @Test
    void archiveRunsWhereItIsUnpackedAndUsesItsStartUpCache() {
        App unpacked = unpackedArchive();

        // -Xshare:on refuses to start without the cache.
        assertRuns(
                "sscep",
                unpacked.sscep(WRONG)
                        .with("SCEPCLIENT_JAVA_OPTIONS", "-Xshare:on")
                        .run());
    }

    @Test
    void startUpCacheStaysValidInACopyThatKeepsFileTimes() {
        App copy = copied("-a");

        assertRuns(
                "sscep",
                copy.sscep(WRONG).with("SCEPCLIENT_JAVA_OPTIONS", "-Xshare:on").run());
    }

    @Test
    void copyWithoutFileTimesRunsSilently() {
        // The JVM compares the jar's modification time, so this copy runs without the start-up cache.
        Finished expected = APP.sscep(WRONG).run();

        Finished finished = copied("-r").sscep(WRONG).run();

        assertThat(finished.everything()).isEqualTo(expected.everything());
    }

    @Test
    void runsSilentlyWithoutOrWithAStaleStartUpCache() throws IOException {
        App unpacked = unpackedArchive();
        Path cache = unpacked.home().resolve("lib/sscep.jsa");
        Finished expected = unpacked.sscep(WRONG).run();

        Files.writeString(cache, "not a cache");
        Finished stale = unpacked.sscep(WRONG).run();
        Files.delete(cache);
        Finished missing = unpacked.sscep(WRONG).run();

        assertThat(stale.everything()).isEqualTo(expected.everything());
        assertThat(missing.everything()).isEqualTo(expected.everything());
        assertRuns("sscep", missing);
    }

    @Test
    void withoutItsRuntimeItTakesJavaHome() {
        App bare = withoutRuntime();

        Finished finished = bare.sscep(WRONG)
                .with("JAVA_HOME", System.getProperty("java.home"))
                .run();

        assertRuns("sscep", finished);
    }

    @Test
    void withoutItsRuntimeItTakesTheJavaOnThePath() throws IOException {
        App bare = withoutRuntime();
        Path java = link(elsewhere.resolve("java"), Path.of(System.getProperty("java.home"), "bin/java"));

        Finished finished = bare.sscep(WRONG)
                .with("JAVA_HOME", "")
                .with("PATH", java.getParent() + ":" + System.getenv("PATH"))
                .run();

        assertRuns("sscep", finished);
    }

    @Test
    void reportsAJavaHomeThatIsTooOld() throws IOException {
        App bare = withoutRuntime();
        Path java = Files.createDirectories(elsewhere.resolve("old/bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\necho 'openjdk version \"17.0.15\" 2025-04-15' >&2\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));

        Finished finished = bare.sscep(WRONG)
                .with("JAVA_HOME", elsewhere.resolve("old"))
                .run()
                .mustExit(126);

        assertThat(finished.err().lines())
                .singleElement()
                .asString()
                .startsWith("sscep: Java 17.0.15 at ")
                .endsWith("is too old. Set JAVA_HOME to a Java 21 or newer.");
    }

    @Test
    void reportsThatThereIsNoJava() throws IOException {
        App bare = withoutRuntime();
        link(elsewhere.resolve("ls"), Path.of("/bin/ls"));

        Finished finished = Command.of("/bin/sh", bare.home().resolve("bin/sscep"), WRONG)
                .with("JAVA_HOME", "")
                .with("PATH", elsewhere)
                .run()
                .mustExit(127);

        assertThat(finished.err().lines()).singleElement().asString().contains("no java is on PATH");
    }

    private App unpackedArchive() {
        return AppArchive.forThisPlatform().unpacked(elsewhere);
    }

    private App copied(String how) {
        Path copy = elsewhere.resolve("copy");
        Command.of("cp", how, APP.home(), copy).run().mustSucceed();
        return new App(copy);
    }

    /** The application for a device that already has Java. */
    private App withoutRuntime() {
        return AppArchive.withoutRuntime().unpacked(elsewhere);
    }

    private static Path link(Path link, Path target) throws IOException {
        return Files.createSymbolicLink(link, target);
    }

    /** Requires the command's own one-line error, which begins with the name of the launcher. */
    private static void assertRuns(String name, Finished finished) {
        finished.mustExit(1);
        assertThat(finished.err().lines().filter(line -> !line.startsWith("NOTE: Picked up ")))
                .first()
                .asString()
                .startsWith(name + ": ")
                .contains(WRONG);
    }
}
