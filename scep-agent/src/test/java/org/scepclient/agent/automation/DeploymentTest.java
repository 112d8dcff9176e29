package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.journal.RunResult;
import org.scepclient.agent.settings.Setting;
import org.scepclient.error.ErrorCode;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.testca.TestCa;

/** The deployment of a renewed certificate: the window, the verify script and the way back. */
class DeploymentTest {
    private static final Duration VALIDITY = Duration.ofDays(90);
    private static final Duration RENEWAL = VALIDITY.minusDays(29);

    @TempDir
    Path directory;

    private AgentFixture device;
    private TestCa ca;
    private Path works;
    private String first;

    /** A device with a certificate whose renewal is due: on 2026-08-01, a Saturday, at 00:00. */
    @BeforeEach
    void start() throws Exception {
        device = new AgentFixture(directory);
        ca = device.startCa(VALIDITY);
        works = Files.createFile(directory.resolve("works"));
        device.configured(ca.url())
                .script(Setting.SUCCESS_SCRIPT_B64, "echo success $SCEP_SERIAL >> " + done())
                .script(Setting.FAILURE_SCRIPT_B64, "echo failure $SCEP_SERIAL >> " + done());
        device.check();
        first = device.inUse().serial();
        Files.delete(done());
        device.advance(RENEWAL);
    }

    @AfterEach
    void end() {
        ca.close();
    }

    private void verify() throws Exception {
        device.script(
                Setting.VERIFY_SCRIPT_B64,
                "echo verify $SCEP_SERIAL >> " + done() + "; cat " + works + " || { echo no tunnel; exit 3; }");
    }

    private Path done() {
        return directory.resolve("done");
    }

    private List<String> scripts() throws Exception {
        List<String> lines = Files.readAllLines(done());
        Files.delete(done());
        return lines;
    }

    @Test
    void usesAVerifiedCertificate() throws Exception {
        verify();
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        String second = device.inUse().serial();
        assertThat(second).isNotEqualTo(first);
        assertThat(scripts()).containsExactly("success " + second, "verify " + second);
        assertThat(device.status().deployment()).isEmpty();
        assertThat(device.status().state()).isEqualTo(CertificateState.VALID);
    }

    @Test
    void goesBackFromACertificateThatIsNotVerified() throws Exception {
        verify();
        ca.rollOver();
        var chain = device.store().chain();
        Files.delete(works);
        CheckResult result = device.check();
        assertThat(result).isInstanceOf(CheckResult.RolledBack.class);
        assertThat(result.error()).contains(ErrorCode.SCRIPT_FAILED);
        assertThat(result.message()).contains("the verify script ended with exit code 3", first);
        assertThat(device.inUse().serial()).isEqualTo(first);
        assertThat(device.store().chain()).isEqualTo(chain);
        assertThat(device.status().state()).isEqualTo(CertificateState.ROLLED_BACK);
        String second = device.status().deployment().orElseThrow().serial();
        assertThat(scripts())
                .containsExactly("success " + second, "verify " + second, "success " + first, "failure " + first);
        RunRecord run = device.status().lastRun().orElseThrow();
        assertThat(run.result()).isEqualTo(RunResult.ROLLED_BACK);
        assertThat(run.scriptOutput()).contains("no tunnel");
        Files.createFile(works);
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.inUse().serial()).isEqualTo(second);
        assertThat(device.store().chain()).isNotEqualTo(chain);
        assertThat(ca.issued()).hasSize(2);
        assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
    }

    @Test
    void goesBackWhenTheSuccessScriptFailsBeforeTheVerification() throws Exception {
        verify();
        device.script(Setting.SUCCESS_SCRIPT_B64, "test $SCEP_SERIAL = " + first);
        assertThat(device.check().message()).contains("the success script ended with exit code 1");
        assertThat(device.inUse().serial()).isEqualTo(first);
    }

    @Test
    void asksForNoOtherCertificateWhileOneIsRolledBack() throws Exception {
        verify();
        Files.delete(works);
        for (int i = 0; i < 28; i++) {
            assertThat(device.check()).isInstanceOf(CheckResult.RolledBack.class);
            device.advance(Duration.ofDays(1));
        }
        assertThat(ca.issued()).hasSize(2);
        assertThat(device.inUse().serial()).isEqualTo(first);
        device.advance(Duration.ofDays(2));
        CheckResult expired = device.check();
        assertThat(expired).isInstanceOf(CheckResult.ScriptFailed.class);
        assertThat(device.inUse().serial()).isNotEqualTo(first);
        assertThat(ca.issued()).hasSize(2);
    }

    @Test
    void runsTheScriptsOfThePreviousCertificateAgainUntilTheySucceed() throws Exception {
        verify();
        Files.delete(works);
        device.set(Setting.DEPLOY_WINDOW, "Sat 00:00-01:00")
                .script(Setting.SUCCESS_SCRIPT_B64, "test -e " + directory + "/restored -o $SCEP_SERIAL != " + first);
        assertThat(device.check().message()).contains("the success script ended with exit code 1 with it");
        device.advance(Duration.ofHours(2));
        assertThat(device.check().message()).contains("the success script ended with exit code 1 with it");
        Files.createFile(directory.resolve("restored"));
        assertThat(device.check()).isInstanceOf(CheckResult.RolledBack.class);
        assertThat(device.check()).isInstanceOf(CheckResult.Staged.class);
        assertThat(device.status().state()).isEqualTo(CertificateState.ROLLED_BACK);
    }

    @Test
    void waitsForTheWindow() throws Exception {
        verify();
        device.set(Setting.DEPLOY_WINDOW, "Sun 02:00-04:00");
        CheckResult result = device.check();
        assertThat(result).isInstanceOf(CheckResult.Staged.class);
        assertThat(result.message()).contains("2026-08-02T02:00:00Z");
        assertThat(device.inUse().serial()).isEqualTo(first);
        assertThat(done()).doesNotExist();
        assertThat(device.status().state()).isEqualTo(CertificateState.STAGED);
        assertThat(device.status().journal().runs().get(0).result()).isEqualTo(RunResult.STAGED);
        device.advance(Duration.ofHours(25));
        assertThat(device.check()).isInstanceOf(CheckResult.Staged.class);
        assertThat(device.status().journal().runs()).hasSize(2);
        device.advance(Duration.ofHours(1));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.inUse().serial()).isNotEqualTo(first);
        assertThat(device.status().state()).isEqualTo(CertificateState.VALID);
        assertThat(device.status().changedSettings()).isEmpty();
        assertThat(ca.issued()).hasSize(2);
    }

    @Test
    void doesNotWaitByHandNorForAFirstCertificateNorBeyondTheExpiry() throws Exception {
        device.set(Setting.DEPLOY_WINDOW, "Sun 02:00-04:00");
        assertThat(device.check()).isInstanceOf(CheckResult.Staged.class);
        assertThat(device.run(CertificateCheck.Mode.RENEWAL)).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(ca.issued()).hasSize(2);
        device.advance(VALIDITY.minusDays(1));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        device.advance(VALIDITY.plusDays(1));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
    }

    @Test
    void replacesAWaitingCertificateAfterAChangeOrAnOrder() throws Exception {
        device.set(Setting.DEPLOY_WINDOW, "Sun 02:00-04:00");
        assertThat(device.check()).isInstanceOf(CheckResult.Staged.class);
        device.set(Setting.ALT_NAME, "DNS:other.example");
        assertThat(device.check()).isInstanceOf(CheckResult.Staged.class);
        assertThat(ca.issued()).hasSize(3);
        assertThat(device.run(CertificateCheck.Mode.NEW_ENROLLMENT)).isInstanceOf(CheckResult.Staged.class);
        assertThat(ca.issued()).hasSize(4);
        String last = device.status().deployment().orElseThrow().serial();
        device.advance(Duration.ofHours(26));
        device.check();
        assertThat(device.inUse().serial()).isEqualTo(last);
    }

    @Test
    void isNotDeployedWithAnUnusableScript() throws Exception {
        verify();
        device.set(Setting.DEPLOY_WINDOW, "Sun 02:00-04:00");
        device.check();
        String settings = Files.readString(device.paths().settings());
        Files.writeString(device.paths().settings(), settings.replaceAll("(VERIFY_SCRIPT_B64=).*", "$1'***'"));
        device.advance(Duration.ofHours(26));
        assertThat(device.check().error()).contains(ErrorCode.ARGUMENT);
        assertThat(device.inUse().serial()).isEqualTo(first);
        device.advance(Duration.ofDays(28));
        device.check();
        assertThat(device.inUse().serial()).isNotEqualTo(first);
        assertThat(ca.issued()).hasSize(2);
    }

    @Test
    void isRequestedAgainWhenTheNewPairIsLost() throws Exception {
        device.set(Setting.DEPLOY_WINDOW, "Sun 02:00-04:00");
        device.check();
        Files.writeString(
                device.paths()
                        .data()
                        .resolve(device.status().deployment().orElseThrow().serial() + ".crt"),
                "lost");
        assertThat(device.check()).isInstanceOf(CheckResult.Staged.class);
        assertThat(ca.issued()).hasSize(3);
        assertThat(device.inUse().serial()).isEqualTo(first);
    }
}
