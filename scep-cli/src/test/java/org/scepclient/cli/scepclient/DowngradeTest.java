package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.capabilities.Capability;
import org.scepclient.enrollment.KnownOffer;
import org.scepclient.file.DurableDirectory;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;

/** Servers that no longer offer SCEPStandard, AES or SHA-2: the command sends nothing. */
class DowngradeTest {
    private static final Capability[] WEAK = {Capability.POST_PKI_OPERATION, Capability.DES3, Capability.SHA_1};

    @TempDir
    Path directory;

    private final CommandRun command = new CommandRun();

    @SuppressWarnings("NullAway.Init") // by start, which each test calls first
    private TestCa ca;

    @AfterEach
    void stop() {
        ca.close();
    }

    private void start(Capability... capabilities) throws IOException {
        ca = TestCa.start(TestCaConfig.builder().capabilities(capabilities).build());
    }

    private int enroll(String... more) {
        Stream<String> always =
                Stream.of("enroll", "--url", ca.url().toString(), "--out", directory.toString(), "--legacy");
        return command.run(Stream.concat(always, Arrays.stream(more)).toArray(String[]::new));
    }

    private KnownOffer offer() {
        return new KnownOffer(DurableDirectory.of(directory.resolve(".enrollment")), "offered");
    }

    private long sent() {
        return ca.requests().stream()
                .filter(request -> request.toString().contains("PKIOperation"))
                .count();
    }

    @Test
    void keepsWhatTheServerHasOffered() throws Exception {
        start(Capability.SCEP_STANDARD, Capability.RENEWAL);
        assertThat(enroll("--subject", "/CN=a", "--trust-on-first-use")).isZero();
        assertThat(offer().of(ca.url().toString()).standard()).isTrue();
        assertThat(offer().of("http://other.example/scep").known()).isEmpty();
        assertThat(enroll("--renew")).isZero();
    }

    @Test
    void sendsNothingToAServerThatOffersLess() throws Exception {
        start(WEAK);
        assertThat(enroll("--subject", "/CN=a", "--trust-on-first-use")).isZero();
        long before = sent();
        assertThat(before).isPositive();
        offer().add(ca.url().toString(), CaCapabilities.of(Capability.SCEP_STANDARD));

        assertThat(enroll("--renew")).isEqualTo(97);

        assertThat(command.err())
                .isEqualTo("scepclient: " + ca.url() + ": the server no longer offers SCEPStandard;"
                        + " somebody may be changing its responses. If the server was really changed, remove "
                        + offer().file() + " [trust.downgrade]");
        assertThat(sent()).isEqualTo(before);
        assertThat(enroll("--renew", "--json")).isEqualTo(97);
        assertThat(command.out()).contains("\"code\":\"trust.downgrade\"");
        Files.delete(offer().file());
        assertThat(enroll("--renew")).isZero();
    }

    @Test
    void isNotStoppedByADamagedFile() throws Exception {
        start(WEAK);
        assertThat(enroll("--subject", "/CN=a", "--trust-on-first-use")).isZero();
        for (String damaged :
                List.of("", "\0\0\0", "offered: SCEPStandard", "no line", "server: " + ca.url() + "\nx")) {
            Files.createDirectories(directory.resolve(".enrollment"));
            Files.writeString(offer().file(), damaged);
            assertThat(enroll("--renew")).as(command.err()).isZero();
            assertThat(command.err()).contains("the file is set aside as offered.damaged");
        }
    }
}
