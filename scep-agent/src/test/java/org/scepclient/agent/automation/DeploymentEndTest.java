package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.settings.SecretFile;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.Deployment;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.value.Secret;

/** Deployments that end in another way than by a verified certificate. */
class DeploymentEndTest {
    private static final GeneratedKeyPairs KEYS = new GeneratedKeyPairs(2048, new SecureRandom());
    private static final Duration VALIDITY = Duration.ofDays(90);
    private static final String CHALLENGE = "correct horse";

    @TempDir
    Path directory;

    private AgentFixture device;
    private TestCa ca;
    private String first;

    @BeforeEach
    void start() throws Exception {
        device = new AgentFixture(directory);
        ca = TestCa.start(TestCaConfig.builder()
                .keys(KEYS)
                .validity(VALIDITY)
                .challenge(Secret.of(CHALLENGE))
                .clock(device.clock())
                .build());
        Path challenge = directory.resolve("challenge");
        new SecretFile(challenge).write(Secret.of(CHALLENGE));
        device.configured(ca.url())
                .set(Setting.CHALLENGE_FILE, challenge.toString())
                .script(Setting.SUCCESS_SCRIPT_B64, "echo $SCEP_SERIAL > " + services());
        device.check();
        first = device.inUse().serial();
        device.script(Setting.VERIFY_SCRIPT_B64, "exit 1");
    }

    @AfterEach
    void end() {
        ca.close();
    }

    private Path services() {
        return directory.resolve("services");
    }

    private void requireFirst() throws Exception {
        assertThat(device.inUse().serial()).isEqualTo(first);
        assertThat(services()).hasContent(first);
    }

    /** The CA refuses the changed subject, because the challenge password is gone, and renews the old one. */
    @Test
    void triesTheSameCertificateAgainAfterARenewalInPlaceOfAChange() throws Exception {
        device.set(Setting.CHALLENGE_FILE, "").set(Setting.SUBJECT, "/CN=changed");
        device.advance(VALIDITY.minusDays(29));
        for (int i = 0; i < 4; i++) {
            assertThat(device.check()).isInstanceOf(CheckResult.RolledBack.class);
        }
        assertThat(ca.issued()).hasSize(2);
    }

    @Test
    void restoresTheServicesBeforeAChangeOfTheSettingsIsConsidered() throws Exception {
        String success = "test -e " + directory + "/restored -o $SCEP_SERIAL != " + first + " && echo $SCEP_SERIAL > "
                + services();
        device.script(Setting.SUCCESS_SCRIPT_B64, success);
        assertThat(device.run(CertificateCheck.Mode.RENEWAL)).isInstanceOf(CheckResult.RolledBack.class);
        assertThat(services())
                .hasContent(device.status().deployment().orElseThrow().serial());
        Files.createFile(directory.resolve("restored"));
        device.set(Setting.SUBJECT, "/CN=changed");
        assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        requireFirst();
    }

    @Test
    void forgetsACertificateThatIsNotTriedAgain() throws Exception {
        device.run(CertificateCheck.Mode.RENEWAL);
        assertThat(device.status().state()).isEqualTo(CertificateState.ROLLED_BACK);
        device.set(Setting.SUBJECT, "/CN=changed");
        assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        assertThat(device.status().state()).isEqualTo(CertificateState.VALID);
        assertThat(device.status().deployment()).isEmpty();
        requireFirst();
    }

    @Test
    void setsADamagedChainAside() throws Exception {
        device.run(CertificateCheck.Mode.RENEWAL);
        Path file = device.paths().data().resolve("deployment");
        Files.writeString(file, Files.readString(file).replaceFirst("next-chain: .*", "next-chain: damaged"));
        assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        assertThat(device.paths().data().resolve("deployment.damaged")).exists();
        requireFirst();
    }

    @Test
    void goesBackToAVerifiedCertificateWhenAnotherOneIsOrdered() throws Exception {
        device.run(CertificateCheck.Mode.RENEWAL);
        Path file = device.paths().data().resolve("deployment");
        String rolledBack = Files.readString(file);
        Files.writeString(file, rolledBack.replace("state: rolled-back", "state: trying"));
        assertThat(device.run(CertificateCheck.Mode.NEW_ENROLLMENT)).isInstanceOf(CheckResult.RolledBack.class);
        requireFirst();
        assertThat(ca.issued()).hasSize(3);
    }

    @Test
    void endsWhenThePreviousCertificateIsLost() throws Exception {
        device.run(CertificateCheck.Mode.RENEWAL);
        String second = device.status().deployment().orElseThrow().serial();
        Files.delete(device.inUse().keyFile());
        device.check();
        assertThat(device.inUse().serial()).isEqualTo(second);
        assertThat(device.status().deployment()).isEmpty();
    }

    @Test
    void keepsTheNewCertificateIfThePreviousOneExpiresMeanwhile() throws Exception {
        device.set(Setting.DEPLOY_WINDOW, "Mon 00:00-00:01");
        device.advance(VALIDITY.minusDays(29).plusHours(1));
        assertThat(device.check()).isInstanceOf(CheckResult.Staged.class);
        assertThat(device.status().deployment().orElseThrow().state()).isEqualTo(Deployment.State.WAITING);
        device.advance(Duration.ofDays(30));
        assertThat(device.check()).isInstanceOf(CheckResult.ScriptFailed.class);
        assertThat(device.inUse().serial()).isNotEqualTo(first);
    }
}
