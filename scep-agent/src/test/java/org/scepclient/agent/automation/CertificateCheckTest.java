package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.journal.RunResult;
import org.scepclient.agent.settings.SecretFile;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.RunPhase;
import org.scepclient.capabilities.Capability;
import org.scepclient.error.ErrorCode;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.message.MessageType;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.TestCaConfigBuilder;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.http.ReceivedOperation;
import org.scepclient.testca.service.Approval;
import org.scepclient.value.Secret;

class CertificateCheckTest {
    private static final GeneratedKeyPairs KEYS = new GeneratedKeyPairs(2048, new SecureRandom());
    private static final Duration VALIDITY = Duration.ofDays(90);

    @TempDir
    Path directory;

    private AgentFixture device;
    private Optional<TestCa> running = Optional.empty();

    @BeforeEach
    void unpack() throws IOException {
        device = new AgentFixture(directory);
    }

    @AfterEach
    void end() {
        running.ifPresent(TestCa::close);
    }

    @Test
    void doesNothingWhileAutomationIsDisabled() {
        assertThat(device.check()).isInstanceOf(CheckResult.Disabled.class);
        assertThat(device.paths().data()).doesNotExist();
        assertThat(device.status().moduleLine()).isEqualTo("Module scepClient disabled");
        assertThat(device.status().certificateLine()).isEqualTo("Certificate not enrolled");
    }

    @Test
    void warnsOfAnUnknownSettingAndContinues() throws Exception {
        Files.writeString(device.paths().settings(), "MOD_SCEPCLIENT_KEYSIZE=4096\n");
        assertThat(device.check()).isInstanceOf(CheckResult.Disabled.class);
        assertThat(device.log())
                .anySatisfy(line -> assertThat(line).contains("MOD_SCEPCLIENT_KEYSIZE", "MOD_SCEPCLIENT_KEY_SIZE?"));
    }

    @Test
    void enrollsWithoutACertificate() throws Exception {
        TestCa ca = ca(config -> config);
        assertThat(device.configured(ca.url()).check()).isInstanceOf(CheckResult.Enrolled.class);
        Credential credential = device.inUse();
        assertThat(credential.certificate().getSubjectX500Principal()).hasToString("CN=router-0123456789abcdef");
        assertThat(device.paths().data().resolve("latest.crt")).isSymbolicLink();
        assertThat(device.status().certificateLine()).isEqualTo("Certificate enrolled " + credential.serial());
        assertThat(device.status().moduleLine()).isEqualTo("Module scepClient not running");
        assertThat(device.status().state()).isEqualTo(CertificateState.VALID);
    }

    @Test
    void keepsACertificateUntilItsRenewalIsDue() throws Exception {
        TestCa ca = ca(config -> config);
        device.configured(ca.url()).check();
        device.advance(VALIDITY.minusDays(31));
        assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        assertThat(ca.issued()).hasSize(1);
    }

    @Test
    void renewsWithANewKeySignedByTheOldOne() throws Exception {
        TestCa ca = ca(config -> config);
        Credential old = enrolled(ca);
        device.advance(VALIDITY.minusDays(29));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.inUse().serial()).isNotEqualTo(old.serial());
        assertThat(device.inUse().key().publicKey()).isNotEqualTo(old.key().publicKey());
        assertThat(types(ca)).containsExactly(MessageType.PKCS_REQ, MessageType.RENEWAL_REQ);
        assertThat(old.keyFile()).exists();
    }

    @Test
    void renewsByPkcsReqWhereRenewalIsNotOffered() throws Exception {
        TestCa ca =
                ca(config -> config.capabilities(Capability.POST_PKI_OPERATION, Capability.SHA_256, Capability.AES));
        enrolled(ca);
        device.advance(VALIDITY.minusDays(29));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(types(ca)).containsExactly(MessageType.PKCS_REQ, MessageType.PKCS_REQ);
    }

    @Test
    void enrollsFromScratchOnceTheCertificateHasExpired() throws Exception {
        TestCa ca = ca(config -> config);
        enrolled(ca);
        device.advance(VALIDITY.plusDays(1));
        assertThat(device.status().state()).isEqualTo(CertificateState.EXPIRED);
        assertThat(device.status().certificateLine()).isEqualTo("Certificate not enrolled");
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(types(ca)).containsExactly(MessageType.PKCS_REQ, MessageType.PKCS_REQ);
    }

    @Test
    void renewsShortCertificatesInTheirLastThird() throws Exception {
        TestCa ca = ca(config -> config.validity(Duration.ofHours(3)));
        enrolled(ca);
        device.advance(Duration.ofMinutes(110));
        assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        device.advance(Duration.ofMinutes(20));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
    }

    @Test
    void sendsTheChallengeFirstAndLeavesItOutAtRenewal() throws Exception {
        TestCa ca = ca(config -> config.challenge(Secret.of("s3cret")));
        challenge("s3cret");
        enrolled(ca);
        device.advance(VALIDITY.minusDays(29));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(String.join("\n", device.log())).doesNotContain("s3cret");
    }

    @Test
    void reportsTheRefusedChallengeAndRunsTheFailureScript() throws Exception {
        TestCa ca = ca(config -> config.challenge(Secret.of("s3cret")));
        challenge("wrong");
        device.script(Setting.FAILURE_SCRIPT_B64, "echo failed: \"$SCEP_REASON\"");
        assertThat(device.configured(ca.url()).check().error()).contains(ErrorCode.FAILURE_BAD_REQUEST);
        assertThat(device.status().lastRun().orElseThrow().scriptOutput()).startsWith("failed: ");
        assertThat(device.status().lastRun().orElseThrow().result()).isEqualTo(RunResult.FAILED);
        assertThat(device.store().pending()).isEmpty();
    }

    @Test
    void pollsUntilTheRequestIsApproved() throws Exception {
        TestCa ca = ca(config -> config.approval(Approval.MANUAL));
        device.whileAsleep(duration -> approveAfter(ca, 3));
        assertThat(device.configured(ca.url()).check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.sleeps()).hasSize(3).containsOnly(Duration.ofSeconds(60));
    }

    @Test
    void givesUpAfterMaxAwaitResultAndResumesTheSameTransactionNextTime() throws Exception {
        TestCa ca = ca(config -> config.approval(Approval.MANUAL));
        device.set(Setting.MAX_AWAIT_RESULT, "3");
        assertThat(device.configured(ca.url()).check().error()).contains(ErrorCode.STILL_PENDING);
        assertThat(device.status().lastRun().orElseThrow().result()).isEqualTo(RunResult.PENDING);
        device.advance(Duration.ofDays(1));
        device.whileAsleep(duration -> approveAfter(ca, 0));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(ca.requests().stream()
                        .flatMap(request -> request.transactionId().stream())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void endsWithoutFailureScriptWhenInterruptedAndResumesLater() throws Exception {
        TestCa ca = ca(config -> config.approval(Approval.MANUAL));
        device.script(Setting.FAILURE_SCRIPT_B64, "touch " + directory.resolve("failed"));
        device.whileAsleep(duration -> {
            throw new InterruptedException();
        });
        assertThat(device.configured(ca.url()).check()).isInstanceOf(CheckResult.Interrupted.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(directory.resolve("failed")).doesNotExist();
        assertThat(device.status().journal().runs())
                .singleElement()
                .satisfies(run -> assertThat(run.result()).isEqualTo(RunResult.PENDING));
        device.whileAsleep(duration -> approveAfter(ca, 0));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(ca.issued()).hasSize(1);
    }

    @Test
    void keepsTheCertificateInUseWhenTheRenewalIsRejected() throws Exception {
        TestCa ca = ca(config -> config);
        Credential old = enrolled(ca);
        ca.fault(Fault.FAIL_INFO_MISSING);
        device.advance(VALIDITY.minusDays(29));
        assertThat(device.check().error()).isPresent();
        assertThat(device.inUse().serial()).isEqualTo(old.serial());
        assertThat(device.status().certificateLine()).isEqualTo("Certificate enrolled " + old.serial());
    }

    @Test
    void sendsANewRequestWhenTheSettingsChangeWhileOneIsPending() throws Exception {
        TestCa ca = ca(config -> config.approval(Approval.MANUAL));
        device.set(Setting.MAX_AWAIT_RESULT, "1").configured(ca.url()).check();
        device.set(Setting.SUBJECT, "/CN=other");
        device.whileAsleep(duration -> approveAfter(ca, 0));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.inUse().certificate().getSubjectX500Principal()).hasToString("CN=other");
    }

    @Test
    void refusesAnotherCaOnceOneIsTrusted() throws Exception {
        TestCa first = ca(config -> config);
        Credential old = enrolled(first);
        int port = first.url().getPort();
        first.close();
        ca(config -> config.port(port).keys(new GeneratedKeyPairs(2048, new SecureRandom())));
        device.advance(VALIDITY.minusDays(29));
        CheckResult result = device.check();
        assertThat(result.error()).contains(ErrorCode.FINGERPRINT);
        assertThat(result.message()).contains("MOD_SCEPCLIENT_CA_FINGERPRINT");
        assertThat(device.inUse().serial()).isEqualTo(old.serial());
    }

    @Test
    void refusesACaWithoutTheConfiguredFingerprint() throws Exception {
        TestCa ca = ca(config -> config);
        device.set(Setting.CA_FINGERPRINT, "ab".repeat(32));
        assertThat(device.configured(ca.url()).check().error()).contains(ErrorCode.FINGERPRINT);
        assertThat(ca.issued()).isEmpty();
        device.set(Setting.CA_FINGERPRINT, ca.fingerprint().toString());
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
    }

    @Test
    void followsTheCaToTheSuccessorThatItAnnounced() throws Exception {
        TestCa ca = ca(config -> config);
        enrolled(ca);
        device.advance(Duration.ofDays(1));
        device.run(CertificateCheck.Mode.RENEWAL);
        ca.rollOver();
        device.advance(VALIDITY.minusDays(29));
        assertThat(device.check()).as(String.join("\n", device.log())).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.store().ca().orElseThrow().generations()).hasSizeGreaterThan(1);
        assertThat(device.status().state()).isEqualTo(CertificateState.VALID);
    }

    @Test
    void runsAFailedSuccessScriptAgainAtTheNextCheck() throws Exception {
        TestCa ca = ca(config -> config);
        Path ready = directory.resolve("ready");
        device.script(Setting.SUCCESS_SCRIPT_B64, "echo $SCEP_SERIAL; test -e " + ready);
        assertThat(device.configured(ca.url()).check()).isInstanceOf(CheckResult.ScriptFailed.class);
        assertThat(device.status().certificateLine()).startsWith("Certificate enrolled");
        assertThat(device.check()).isInstanceOf(CheckResult.ScriptFailed.class);
        Files.createFile(ready);
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        assertThat(ca.issued()).hasSize(1);
        assertThat(device.status().journal().runs()).hasSize(3);
    }

    @Test
    void refusesASecondRun() throws Exception {
        TestCa ca = ca(config -> config);
        device.configured(ca.url());
        var store = device.store();
        try (var held = store.lock().tryAcquire().orElseThrow()) {
            held.enter(RunPhase.CHECK);
            CheckResult result = new CertificateCheck(device.context(), store)
                    .run(org.scepclient.agent.journal.RunTrigger.TIMER, CertificateCheck.Mode.WHAT_IS_DUE);
            assertThat(result.error()).contains(ErrorCode.RUN_ACTIVE);
            assertThat(result.message())
                    .contains("pid " + ProcessHandle.current().pid());
        }
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
    }

    @Test
    void retriesAtGrowingIntervalsWhileTheServerIsUnreachable() throws Exception {
        TestCa ca = ca(config -> config);
        URI url = ca.url();
        ca.close();
        device.set(Setting.MAX_AWAIT_RESULT, "60");
        CheckResult result = device.configured(url).check();
        assertThat(result.error()).contains(ErrorCode.UNREACHABLE);
        Duration slept = device.sleeps().stream().reduce(Duration.ZERO, Duration::plus);
        assertThat(slept).isBetween(Duration.ofMinutes(45), Duration.ofMinutes(60));
        assertThat(device.sleeps()).hasSizeLessThan(30);
    }

    @Test
    void namesTheInvalidSetting() throws Exception {
        Files.writeString(device.paths().settings(), "MOD_SCEPCLIENT_ENABLED=1\nMOD_SCEPCLIENT_KEY_SIZE=12\n");
        CheckResult result = device.check();
        assertThat(result.error()).contains(ErrorCode.ARGUMENT);
        assertThat(result.message()).contains("MOD_SCEPCLIENT_KEY_SIZE: invalid value '12'");
        assertThat(device.status().problem()).contains("MOD_SCEPCLIENT_KEY_SIZE");
    }

    @Test
    void waitsUntilTheClockIsSet() throws Exception {
        TestCa ca = ca(config -> config.clock(Clock.fixed(AgentFixture.START, java.time.ZoneOffset.UTC)));
        device.clock().set(Instant.EPOCH);
        device.whileAsleep(duration -> {
            if (device.sleeps().size() == 4) {
                device.clock().set(AgentFixture.START);
            }
        });
        assertThat(device.configured(ca.url()).check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.sleeps()).hasSize(4);
    }

    @Test
    void ignoresAnExpiryByAWrongClock() throws Exception {
        TestCa ca = ca(config -> config);
        enrolled(ca);
        device.clock().set(Instant.EPOCH);
        assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        assertThat(ca.issued()).hasSize(1);
    }

    @Test
    void proposesLegacyCiphers() throws Exception {
        TestCa ca = ca(config -> config.capabilities(Capability.POST_PKI_OPERATION, Capability.SHA_1, Capability.DES3));
        CheckResult result = device.configured(ca.url()).check();
        assertThat(result.error()).contains(ErrorCode.ALGORITHM_REFUSED);
        assertThat(result.message()).contains("MOD_SCEPCLIENT_LEGACY_CIPHERS=1");
        assertThat(device.set(Setting.LEGACY_CIPHERS, "1").check()).isInstanceOf(CheckResult.Enrolled.class);
    }

    @Test
    void proposesNoLegacyCiphersForAnUnsupportedOne() throws Exception {
        TestCa ca = ca(config -> config.fault(Fault.CIPHER_UNKNOWN));
        CheckResult result = device.configured(ca.url()).check();
        assertThat(result.error()).contains(ErrorCode.ALGORITHM_REFUSED);
        assertThat(result.message()).doesNotContain("LEGACY_CIPHERS");
    }

    private void challenge(String password) throws Exception {
        Path file = directory.resolve("challenge");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        new SecretFile(file).write(Secret.of(password));
        device.set(Setting.CHALLENGE_FILE, file.toString());
    }

    private Credential enrolled(TestCa ca) throws Exception {
        CheckResult result = device.configured(ca.url()).check();
        assertThat(result).as(result.message()).isInstanceOf(CheckResult.Enrolled.class);
        return device.inUse();
    }

    private void approveAfter(TestCa ca, int sleeps) {
        if (device.sleeps().size() >= sleeps) {
            ca.pending().forEach(request -> {
                try {
                    ca.approve(request.transactionId());
                } catch (org.scepclient.error.ProtocolException e) {
                    throw new AssertionError(e);
                }
            });
        }
    }

    private static List<MessageType> types(TestCa ca) {
        return ca.requests().stream()
                .map(ReceivedOperation::messageType)
                .flatMap(Optional::stream)
                .toList();
    }

    private TestCa ca(UnaryOperator<TestCaConfigBuilder> changes) throws IOException {
        TestCaConfigBuilder config =
                TestCaConfig.builder().keys(KEYS).validity(VALIDITY).clock(device.clock());
        TestCa ca = TestCa.start(changes.apply(config).build());
        running = Optional.of(ca);
        return ca;
    }
}
