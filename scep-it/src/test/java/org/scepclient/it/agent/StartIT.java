package org.scepclient.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.it.app.App;
import org.scepclient.it.app.TestCa;
import org.scepclient.it.device.Device;
import org.scepclient.it.process.Command;

/**
 * Work of each start that no start-up cache keeps. Where a command has changed and this fails, its
 * training in {@code src/build/train} may be out of date, or {@code ClassFiles.java} does not know an instruction.
 */
@EnabledForJreRange(min = JRE.JAVA_24, disabledReason = "on an older JDK the build leaves the classes as they are")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StartIT {
    private static final Pattern LOADED = Pattern.compile("(\\S+) source: (\\S+)");
    private static final Pattern OURS = Pattern.compile("(org\\.scepclient|org\\.bouncycastle|picocli)\\..*");
    /** Switches over types in the JDK's own classes, and what the JVM needs to link them. */
    private static final Pattern JDK_SWITCH =
            Pattern.compile("(sun\\.security\\.\\S+\\$\\$TypeSwitch|java\\.lang\\.invoke\\.LambdaForm\\$\\w+)/0x.*");

    private final App app = App.packaged();
    private TestCa ca;
    private Router router;
    private Device device;

    @TempDir
    Path directory;

    @BeforeAll
    void enroll(@TempDir Path place) throws IOException {
        ca = TestCa.with(app, place, "--intermediate");
        router = Router.at(app, place.resolve("device"), ca.url()).challenge(ca.challenge());
        router.check().run().mustSucceed();
        device = Device.create(place.resolve("other"), "/CN=other", ca.challenge());
        app.sscep("getca", "-u", ca.url(), "-c", device.file("ca.crt")).run().mustSucceed();
        Files.writeString(device.file("service"), "LOCAL_KEY=\nLOCAL_CERT=\n");
    }

    @AfterAll
    void stop() {
        ca.close();
    }

    record Row(String name, Function<StartIT, Command> command) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Row> rows() {
        return Stream.of(
                new Row("sscep getcaps", it -> it.app.sscep("getcaps", "-u", it.ca.url())),
                new Row("sscep enroll", StartIT::enrollment),
                new Row("scep_replace_pem", StartIT::replacement),
                new Row("scepclient status", it -> it.router.scepclient("status")),
                new Row("scepclient check", it -> it.router.check()));
    }

    private Command enrollment() {
        return app.sscep("enroll", "-u", ca.url(), "-c", device.file("ca.crt"))
                .and("-k", device.key(), "-r", device.request(), "-l", device.certificate());
    }

    private Command replacement() {
        return router.here(Command.of(app.home().resolve("bin/scep_replace_pem")))
                .and(device.file("service"), "LOCAL_KEY", "pkey", "LOCAL_CERT", "cert");
    }

    @ParameterizedTest
    @MethodSource("rows")
    void onlyTheJdksOwnSwitchesAreLinkedAtTheStart(Row row) {
        assertThat(loaded(row))
                .filteredOn(Loaded::isLinked)
                .allMatch(one -> JDK_SWITCH.matcher(one.name()).matches());
    }

    @ParameterizedTest
    @MethodSource("rows")
    void cacheHasEachOfOurClasses(Row row) {
        assertThat(loaded(row))
                .filteredOn(Loaded::isOurs)
                .hasSizeGreaterThan(100)
                .allMatch(Loaded::isCached);
    }

    /** A class, and the first word of where it comes from. */
    private record Loaded(String name, String source) {

        boolean isCached() {
            return source.equals("shared");
        }

        boolean isOurs() {
            return OURS.matcher(name).matches();
        }

        /** A hidden class. A layer of the cache may have it, but its instruction is linked at the start nevertheless. */
        boolean isLinked() {
            return name.contains("/0x") && (isOurs() || !isCached());
        }
    }

    private List<Loaded> loaded(Row row) {
        Path log = directory.resolve("classes");
        row.command()
                .apply(this)
                .with("SCEPCLIENT_JAVA_OPTIONS", "-Xlog:class+load:file=" + log)
                .run()
                .mustSucceed();
        try {
            return LOADED.matcher(Files.readString(log))
                    .results()
                    .map(one -> new Loaded(one.group(1), one.group(2)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
