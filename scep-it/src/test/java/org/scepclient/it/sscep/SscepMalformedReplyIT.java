package org.scepclient.it.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.it.process.Finished;
import org.scepclient.it.scripted.ScriptedResponse;

/** Truncated, damaged or replayed replies: all refused with exit code 97 and one line. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SscepMalformedReplyIT {

    private static final int SAMPLES = 12;

    private SscepFixture fixture;
    private byte[] genuine = {};

    @BeforeAll
    void start(@TempDir Path directory) {
        fixture = SscepFixture.in(directory);
        fixture.enroll("-l", "/dev/null").run().mustSucceed();
        genuine = fixture.ca().askAgain(fixture.ca().exchanges("PKIOperation").getLast());
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private void mustBeRefused(byte[] reply) {
        fixture.ca().reset();
        fixture.ca().answer("PKIOperation", ScriptedResponse.bytes("application/x-pki-message", reply));
        Finished refused = fixture.enroll().run().mustExit(97);
        assertThat(refused.err().lines()).hasSize(1).first().asString().startsWith("sscep: ");
        assertThat(refused.everything()).doesNotContain("Exception", "\tat ", "internal error");
        assertThat(fixture.device().certificate()).doesNotExist();
    }

    @Test
    void refusesTheReplyToAnEarlierRequest() {
        mustBeRefused(genuine);
    }

    static IntStream samples() {
        return IntStream.range(0, SAMPLES);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void refusesAReplyThatEndsTooSoon(int sample) {
        mustBeRefused(Arrays.copyOf(genuine, genuine.length * sample / SAMPLES));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void refusesADamagedReply(int sample) {
        byte[] damaged = genuine.clone();
        damaged[genuine.length * sample / SAMPLES] ^= 0x55;
        mustBeRefused(damaged);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"3080", "308006092a864886f70d010702a080", "3084ffffffff", "0500", "30800000", "a0a0a0a0a0a0"})
    void refusesBytesThatAreNoMessage(String hex) {
        mustBeRefused(HexFormat.of().parseHex(hex));
    }
}
