package org.scepclient.it.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.it.app.App;
import org.scepclient.it.device.Pem;
import org.scepclient.it.jscep.JscepSettings;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;
import org.scepclient.it.scripted.ScriptedCa;
import org.scepclient.it.scripted.ScriptedResponse;

/**
 * The exit codes, lines, files and requests of {@code invocations.txt}. They are those of the C tool where the page for its users
 * announces no difference.
 */
class SscepInvocationsIT {
    private static final String CAPABILITIES =
            "AES\nDES3\nGetNextCACert\nPOSTPKIOperation\nRenewal\nSHA-1\nSHA-256\nSHA-512\nSCEPStandard\n";

    @TempDir
    private static Path directory;

    private static final App APP = App.packaged();
    private static final AtomicInteger NEXT = new AtomicInteger();
    private static ScriptedCa ca;
    private static Map<String, String> keys = Map.of();

    @BeforeAll
    static void makeFixture() throws IOException {
        ca = ScriptedCa.start(JscepSettings.withChallenge(SscepFixture.CHALLENGE));
        Path fixture = Files.createDirectory(directory.resolve("fixture"));
        Pem.write(fixture.resolve("ca.pem"), ca.ca().certificate());
        Path script = directory.resolve("fixture.sh");
        try (InputStream in = SscepInvocationsIT.class.getResourceAsStream("/sscep/fixture.sh")) {
            Files.copy(in, script);
        }
        Command.of("sh", script)
                .in(fixture)
                .with("CHALLENGE", SscepFixture.CHALLENGE)
                .run()
                .mustSucceed();
        keys = Facts.keys(fixture);
    }

    @AfterAll
    static void stop() {
        ca.close();
    }

    @Test
    void areManyAndDiffer() throws IOException {
        List<Invocation> all = Invocation.readAll("/sscep/invocations.txt");
        assertThat(all).hasSizeGreaterThan(200).doesNotHaveDuplicates();
    }

    @TestFactory
    Stream<DynamicTest> doAsDescribed() throws IOException {
        return Invocation.readAll("/sscep/invocations.txt").stream()
                .map(invocation -> DynamicTest.dynamicTest(
                        invocation.toString(),
                        () -> assertThat(facts(invocation)).isEqualTo(invocation.facts())));
    }

    private static String facts(Invocation invocation) throws IOException {
        int number = NEXT.getAndIncrement();
        Path place = directory.resolve("invocation-" + number);
        Command.of("cp", "-a", directory.resolve("fixture"), place).run().mustSucceed();
        ca.reset();
        ca.answer("GetCACaps", ScriptedResponse.text(200, "text/plain", CAPABILITIES));
        List<String> script = invocation.script();
        if (script.size() > 1) {
            shell(place, String.join("\n", script.subList(0, script.size() - 1)))
                    .mustSucceed();
        }
        Path before = directory.resolve("before-" + number);
        Command.of("cp", "-a", place, before).run().mustSucceed();
        return new Facts(ca, keys, before, place).of(shell(place, script.get(script.size() - 1)));
    }

    private static Finished shell(Path place, String script) {
        URI url = ca.url();
        String filled = script.replace("{url}", url.toString()).replace("{port}", Integer.toString(url.getPort()));
        return Command.of("sh", "-c", filled)
                .in(place)
                .with("PATH", APP.home().resolve("bin") + ":" + System.getenv("PATH"))
                .run();
    }
}
