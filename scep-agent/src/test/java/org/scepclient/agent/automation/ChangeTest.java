package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.agent.settings.SecretFile;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.Credential;
import org.scepclient.error.ErrorCode;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.TestCaConfigBuilder;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.fault.Fault;
import org.scepclient.value.Secret;

/** Settings that have changed since the certificate in use was requested: another CA, another subject, other names. */
class ChangeTest {
    @TempDir
    Path directory;

    private AgentFixture device;
    private TestCa ca;
    private TestCa other;

    @BeforeEach
    void enroll() throws Exception {
        device = new AgentFixture(directory);
        ca = start();
        other = start();
        device.configured(ca.url()).set(Setting.MAX_AWAIT_RESULT, "1");
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
    }

    private TestCa start() throws Exception {
        return TestCa.start(config().build());
    }

    /** Each CA has keys of its own. */
    private TestCaConfigBuilder config() {
        return TestCaConfig.builder()
                .keys(new GeneratedKeyPairs(2048, new SecureRandom()))
                .clock(device.clock());
    }

    @AfterEach
    void end() {
        ca.close();
        other.close();
    }

    @Test
    void enrollsAtAnotherCaAtTheNextCheck() throws Exception {
        device.set(Setting.URL, other.url().toString())
                .set(Setting.CA_FINGERPRINT, other.fingerprint().toString());
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(other.issued()).contains(device.inUse().certificate());
        assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        assertThat(device.status().state()).isEqualTo(CertificateState.VALID);
    }

    @Test
    void keepsTheOldPairUntilTheOtherCaHasIssued() throws Exception {
        Credential old = device.inUse();
        other.fault(Fault.BAD_REQUEST);
        device.set(Setting.URL, other.url().toString())
                .set(Setting.CA_FINGERPRINT, other.fingerprint().toString());
        assertThat(device.check().error()).contains(ErrorCode.FAILURE_BAD_REQUEST);
        assertThat(device.inUse().serial()).isEqualTo(old.serial());
        other.noFault();
        assertThat(device.run(CertificateCheck.Mode.RENEWAL)).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(other.issued()).contains(device.inUse().certificate());
    }

    @Test
    void refusesAnotherCaUnderTheOldUrl() throws Exception {
        Credential old = device.inUse();
        device.set(Setting.CA_FINGERPRINT, other.fingerprint().toString());
        assertThat(device.check().error()).contains(ErrorCode.FINGERPRINT);
        assertThat(device.inUse().serial()).isEqualTo(old.serial());
    }

    @Test
    void staysAtTheCaWhenOnlyItsAddressChanges() throws Exception {
        Credential old = device.inUse();
        device.set(Setting.URL, ca.url().toString().replace("127.0.0.1", "localhost"));
        assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        assertThat(device.inUse().serial()).isEqualTo(old.serial());
    }

    @Test
    void knowsTheCaAgainByTheCertificateInUse() throws Exception {
        Files.delete(device.paths().data().resolve("known-ca"));
        Files.delete(device.paths().data().resolve("known-ca.copy"));
        assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        assertThat(device.status().state()).isEqualTo(CertificateState.VALID);
        device.advance(Duration.ofDays(350));
        ca.fault(Fault.CA_STRANGER);
        assertThat(device.check().error()).contains(ErrorCode.FINGERPRINT);
    }

    @Test
    void meetsAnotherServerForTheFirstTimeAlsoWithoutTheKnownCa() throws Exception {
        Files.delete(device.paths().data().resolve("known-ca"));
        Files.delete(device.paths().data().resolve("known-ca.copy"));
        device.set(Setting.URL, other.url().toString());
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(other.issued()).contains(device.inUse().certificate());
    }

    /** Perhaps it is the one that is configured. */
    @Test
    void trustsNoOtherCaWhileTheServerOfTheCertificateIsUnknown() throws Exception {
        for (String lost : new String[] {"known-ca", "known-ca.copy", "requested"}) {
            Files.delete(device.paths().data().resolve(lost));
        }
        device.set(Setting.URL, other.url().toString());
        assertThat(device.run(CertificateCheck.Mode.RENEWAL).error()).contains(ErrorCode.FINGERPRINT);
        assertThat(other.issued()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"now, 1, new", "renewal, 350, new", "never, 350, router"})
    void takesOverAChangedSubject(String when, int days, String subject) throws Exception {
        device.set(Setting.ON_CHANGE, when).set(Setting.SUBJECT, "/CN=new");
        assertThat(device.status().changedSettings()).containsExactly(Setting.SUBJECT);
        if (!when.equals("now")) {
            assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        }
        device.advance(Duration.ofDays(days));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(subject()).startsWith("CN=" + subject);
        assertThat(device.status().changedSettings().isEmpty()).isEqualTo(subject.equals("new"));
    }

    private String subject() throws Exception {
        return device.inUse().certificate().getSubjectX500Principal().getName();
    }

    @Test
    void renewsTheCertificateInUseIfTheChangedRequestIsRefused() throws Exception {
        try (TestCa strict = TestCa.start(config().challenge(Secret.of("once")).build())) {
            Path challenge = directory.resolve("challenge");
            new SecretFile(challenge).write(Secret.of("once"));
            device.set(Setting.URL, strict.url().toString()).set(Setting.CHALLENGE_FILE, challenge.toString());
            assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
            device.set(Setting.CHALLENGE_FILE, "").set(Setting.SUBJECT, "/CN=new");
            device.advance(Duration.ofDays(350));
            assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
            assertThat(subject()).startsWith("CN=router");
            assertThat(device.status().changedSettings()).containsExactly(Setting.SUBJECT);
        }
    }

    @Test
    void requestsASecurityIdentifierOnceItIsSet() throws Exception {
        Path record = device.paths().data().resolve("requested");
        List<String> lines = new ArrayList<>(Files.readAllLines(record));
        assertThat(lines.removeIf(line -> line.contains(Setting.SID.key()))).isTrue();
        Files.write(record, lines);
        device.set(Setting.ON_CHANGE, "now");
        assertThat(device.check()).as("a record of an earlier version").isInstanceOf(CheckResult.Unchanged.class);
        device.set(Setting.SID, "S-1-5-21-3623811015-3361044348-30300820-1013");
        assertThat(device.status().changedSettings()).containsExactly(Setting.SID);
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.inUse().certificate().getExtensionValue("1.3.6.1.4.1.311.25.2"))
                .isNotNull();
        assertThat(device.status().deviations()).isEmpty();
        assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
    }

    @Test
    void showsWhatTheCaHasChanged() throws Exception {
        assertThat(device.status().deviations()).isEmpty();
        ca.fault(Fault.SUBJECT_REWRITTEN);
        device.run(CertificateCheck.Mode.RENEWAL);
        assertThat(device.status().deviations()).anyMatch(line -> line.startsWith("subject: requested 'CN=router"));
        assertThat(device.log()).anyMatch(line -> line.startsWith("the certificate differs from the request; subject"));
    }
}
