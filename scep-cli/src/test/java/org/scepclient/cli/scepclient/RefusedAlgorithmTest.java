package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.capabilities.Capability;
import org.scepclient.cli.sscep.DeviceKeys;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.TestCaConfigBuilder;
import org.scepclient.testca.fault.Fault;

/** The remedy for {@code crypto.algorithm-refused}: only where the option accepts the algorithm. */
class RefusedAlgorithmTest {
    @TempDir
    Path directory;

    private String error(TestCaConfigBuilder config, String... more) throws IOException {
        try (TestCa ca = TestCa.start(config.keys(DeviceKeys.CA).build())) {
            CommandRun command = new CommandRun();
            Stream<String> always = Stream.of(
                    "enroll", "--url", ca.url().toString(), "--out", directory.toString(), "--subject", "/CN=a");
            Stream<String> trust = Stream.of("--trust-on-first-use");
            int status = command.run(Stream.concat(Stream.concat(always, trust), Arrays.stream(more))
                    .toArray(String[]::new));
            assertThat(status).isEqualTo(1);
            return command.err();
        }
    }

    @Test
    void namesTheOptionForAnAlgorithmThatThePolicyRefuses() throws Exception {
        TestCaConfigBuilder config =
                TestCaConfig.builder().capabilities(Capability.POST_PKI_OPERATION, Capability.SHA_1, Capability.DES3);
        assertThat(error(config))
                .contains("which the policy refuses")
                .endsWith(" (--legacy) [crypto.algorithm-refused]");
    }

    @Test
    void namesNoOptionForAnUnsupportedAlgorithm() throws Exception {
        assertThat(error(TestCaConfig.builder().fault(Fault.CIPHER_UNKNOWN)))
                .contains("1.3.6.1.5.5.7.13.2")
                .doesNotContain("--legacy");
    }

    @Test
    void doesNotNameTheOptionThatIsGiven() throws Exception {
        assertThat(error(TestCaConfig.builder().fault(Fault.DIGEST_MD5), "--legacy"))
                .contains("MD5, which the policy refuses")
                .doesNotContain("--legacy");
    }
}
