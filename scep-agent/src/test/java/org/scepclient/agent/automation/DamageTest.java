package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.Credential;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;

/** Damaged files of an enrolled device: none stops a renewal or hides the certificate in use. */
class DamageTest {
    @TempDir
    Path directory;

    private AgentFixture device;
    private TestCa ca;

    @BeforeEach
    void enroll() throws Exception {
        device = new AgentFixture(directory);
        ca = TestCa.start(TestCaConfig.builder()
                .keys(new GeneratedKeyPairs(2048, new SecureRandom()))
                .clock(device.clock())
                .build());
        device.configured(ca.url()).set(Setting.CA_FINGERPRINT, ca.fingerprint().toString());
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
    }

    @AfterEach
    void end() {
        ca.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"known-ca", "ca.crt-0", "pending/request", "pending/key", "pending/answer", "journal", "run"})
    void renewsInSpiteOfAForeignFile(String name) throws Exception {
        Path file = device.paths().data().resolve(name);
        Files.writeString(file, "foreign");
        assertThat(device.status().certificateLine()).startsWith("Certificate enrolled ");
        requireRenewal();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"known-ca", "ca.crt-0", "pending/request", "pending/key", "offered", "journal", "service", "run"
            })
    void renewsInSpiteOfADirectoryInThePlaceOfAFile(String name) throws Exception {
        Path file = device.paths().data().resolve(name);
        Files.deleteIfExists(file);
        Files.createDirectories(file.resolve("inner"));
        assertThat(device.status().certificateLine()).startsWith("Certificate enrolled ");
        requireRenewal();
    }

    private void requireRenewal() throws Exception {
        Credential old = device.inUse();
        CheckResult result = device.run(CertificateCheck.Mode.RENEWAL);
        assertThat(result).as(result.message()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.inUse().serial()).isNotEqualTo(old.serial());
        assertThat(device.status().problem()).isEmpty();
        assertThat(device.status().label()).isEqualTo("Valid");
    }

    @Test
    void logsWhatIsSetAside() throws Exception {
        Files.writeString(device.paths().data().resolve("known-ca"), "foreign");
        requireRenewal();
        assertThat(device.log()).anyMatch(line -> line.endsWith("the file is set aside as known-ca.damaged"));
    }
}
