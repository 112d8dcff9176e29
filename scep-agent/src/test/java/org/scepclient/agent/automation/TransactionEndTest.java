package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepclient.agent.journal.RunResult;
import org.scepclient.agent.settings.SecretFile;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.error.ErrorCode;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.fault.Fault;
import org.scepclient.value.Secret;

/** The end of a transaction: none outlives what makes it useless, and none has the CA issue again and again. */
class TransactionEndTest {
    private static final GeneratedKeyPairs KEYS = new GeneratedKeyPairs(2048, new SecureRandom());
    private static final String CHALLENGE = "correct horse";

    @TempDir
    Path directory;

    private AgentFixture device;
    private TestCa ca;

    @BeforeEach
    void start() throws Exception {
        device = new AgentFixture(directory);
        ca = TestCa.start(TestCaConfig.builder()
                .keys(KEYS)
                .challenge(Secret.of(CHALLENGE))
                .clock(device.clock())
                .build());
        device.configured(ca.url()).set(Setting.MAX_AWAIT_RESULT, "1");
        challenge(CHALLENGE);
    }

    @AfterEach
    void end() {
        ca.close();
    }

    private void challenge(String password) throws Exception {
        Path file = directory.resolve("challenge");
        new SecretFile(file).write(Secret.of(password));
        device.set(Setting.CHALLENGE_FILE, file.toString());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "NO_CERTIFICATE",
                "CERTIFICATE_FOR_ANOTHER_KEY",
                "CERTIFICATE_EXPIRED",
                "CERTIFICATE_BY_STRANGER",
                "CERTIFICATE_IS_A_CA",
                "CERTIFICATE_ALTERED"
            })
    void endsWithACertificateThatIsNotAccepted(Fault fault) throws Exception {
        ca.fault(fault);
        assertThat(device.check()).isInstanceOf(CheckResult.Failed.class);
        assertThat(device.store().pending()).isEmpty();
        assertThat(device.status().holdOff()).isPresent();
    }

    @Test
    void requestsAnotherCertificateOnlyAfterHours() throws Exception {
        ca.fault(Fault.CERTIFICATE_FOR_ANOTHER_KEY);
        for (int i = 0; i < 200; i++) {
            device.check();
            device.advance(Duration.ofMinutes(10));
        }
        // After 1, 2, 4, 8 and 12 hours, and so on.
        assertThat(ca.issued()).hasSizeBetween(4, 6);
        ca.noFault();
        device.advance(Duration.ofHours(13));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.status().holdOff()).isEmpty();
    }

    @Test
    void namesTheReasonWhileItWaits() {
        ca.fault(Fault.CERTIFICATE_FOR_ANOTHER_KEY);
        device.check();
        CheckResult heldOff = device.check();
        assertThat(heldOff.error()).contains(ErrorCode.CERTIFICATE_REFUSED);
        assertThat(heldOff.message()).contains("2026-06-01T01:00:00Z").contains("requested key");
        assertThat(device.status().journal().runs()).hasSize(1);
        assertThat(device.run(CertificateCheck.Mode.RENEWAL)).isInstanceOf(CheckResult.Failed.class);
    }

    @Test
    void requestsAgainAtOnceAfterAChange() throws Exception {
        ca.fault(Fault.CERTIFICATE_FOR_ANOTHER_KEY);
        device.check();
        ca.noFault();
        assertThat(device.check()).isInstanceOf(CheckResult.HeldOff.class);
        device.set(Setting.SUBJECT, "/CN=other");
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
    }

    @Test
    void doesNotWaitIfTheClockWasSetBack() throws Exception {
        device.advance(Duration.ofDays(100));
        ca.fault(Fault.CERTIFICATE_FOR_ANOTHER_KEY);
        device.check();
        ca.noFault();
        device.advance(Duration.ofDays(-50));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
    }

    @Test
    void keepsATransactionWhoseCertificateIsNotYetValid() throws Exception {
        ca.fault(Fault.CERTIFICATE_NOT_YET_VALID);
        assertThat(device.check()).isInstanceOf(CheckResult.Failed.class);
        assertThat(device.store().pending()).isPresent();
        device.advance(Duration.ofDays(8));
        ca.noFault();
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {
                "RECIPIENT_NONCE_WRONG",
                "SIGNATURE_ALTERED",
                "TRANSACTION_ID_WRONG",
                "HTML_500",
                "CLOSED_BEFORE_STATUS"
            })
    void doesNotEndWithAForgedReplyOrNone(Fault fault) throws Exception {
        ca.fault(fault);
        device.check();
        assertThat(device.store().pending()).isPresent();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HTML_401", "HTML_403", "HTML_404", "CAUSE_IN_PAGE_400", "STATUS_400_FAILURE"})
    void endsWithAClientError(Fault fault) throws Exception {
        ca.fault(fault);
        assertThat(device.check()).isInstanceOf(CheckResult.Failed.class);
        assertThat(device.store().pending()).isEmpty();
    }

    /** The CA may have granted the request that had no answer. */
    @Test
    void doesNotEndWithAClientErrorAfterALostReply() throws Exception {
        ca.fault(Fault.GARBAGE);
        device.check();
        String sent = transaction();
        ca.fault(Fault.HTML_403);
        assertThat(device.check()).isInstanceOf(CheckResult.Failed.class);
        assertThat(transaction()).isEqualTo(sent);
        ca.noFault();
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(ca.issued()).hasSize(1);
    }

    @Test
    void doesNotEndWithAWrongTime() throws Exception {
        device.advance(Duration.ofMinutes(1));
        ca.fault(Fault.BAD_TIME);
        assertThat(device.check().error()).contains(ErrorCode.FAILURE_BAD_TIME);
        assertThat(device.store().pending()).isPresent();
    }

    @Test
    void beginsAnewWithACorrectedChallenge() throws Exception {
        ca.fault(Fault.PENDING_FOREVER);
        device.check();
        String waiting = transaction();
        device.check();
        assertThat(transaction()).isEqualTo(waiting);
        challenge("other");
        device.check();
        assertThat(transaction()).isNotEqualTo(waiting);
    }

    @Test
    void beginsAnewWithAFingerprint() throws Exception {
        ca.fault(Fault.PENDING_FOREVER);
        device.check();
        String waiting = transaction();
        device.set(Setting.CA_FINGERPRINT, ca.fingerprint().toString());
        device.check();
        assertThat(transaction()).isNotEqualTo(waiting);
    }

    private String transaction() throws Exception {
        return device.store()
                .pending()
                .map(PendingEnrollment::ticket)
                .orElseThrow()
                .transactionId()
                .value();
    }

    @Test
    void discardsTheRequestThatWaitsForANewEnrollment() throws Exception {
        ca.fault(Fault.PENDING_FOREVER);
        device.check();
        ca.noFault();
        assertThat(device.run(CertificateCheck.Mode.NEW_ENROLLMENT)).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.log()).anyMatch(line -> line.endsWith("is discarded: a new enrollment was ordered"));
    }

    @Test
    void discardsARequestFromTheFuture() throws Exception {
        device.advance(Duration.ofDays(3650));
        ca.fault(Fault.PENDING_FOREVER);
        device.check();
        ca.noFault();
        device.advance(Duration.ofDays(-3600));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.log()).anyMatch(line -> line.contains("is discarded: it is from the future"));
    }

    @Test
    void keepsARequestWhileTheClockIsNotSet() throws Exception {
        ca.fault(Fault.PENDING_FOREVER);
        device.check();
        String waiting = transaction();
        Instant now = device.clock().instant();
        device.clock().set(Instant.EPOCH);
        device.check();
        device.clock().set(now);
        assertThat(transaction()).isEqualTo(waiting);
    }

    @Test
    void usesAKeyThatIsLeftOnlyIfItHasTheSizeThatIsSet() throws Exception {
        ca.fault(Fault.PENDING_FOREVER);
        device.check();
        Files.delete(device.paths().data().resolve("pending/request"));
        ca.noFault();
        device.set(Setting.KEY_SIZE, "3072");
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        RSAPublicKey key = (RSAPublicKey) device.inUse().certificate().getPublicKey();
        assertThat(key.getModulus().bitLength()).isEqualTo(3072);
    }

    @Test
    void recordsAChallengeThatCannotBeRead() throws Exception {
        Path told = directory.resolve("told");
        device.script(Setting.FAILURE_SCRIPT_B64, "echo \"$SCEP_REASON\" >" + told);
        Files.setPosixFilePermissions(directory.resolve("challenge"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(device.check().error()).contains(ErrorCode.STORAGE);
        assertThat(told).content().contains("other users can read this secret");
        assertThat(device.status().lastRun().orElseThrow().result()).isEqualTo(RunResult.FAILED);
        assertThat(device.status().journal().counters().failures()).containsKey(ErrorCode.STORAGE.id());
    }

    @Test
    void recordsUnusableSettings() throws Exception {
        Path told = directory.resolve("told");
        device.script(Setting.FAILURE_SCRIPT_B64, "echo \"$SCEP_REASON\" >" + told);
        unusable(Setting.RENEW_DAYS, "0");
        assertThat(device.check().error()).contains(ErrorCode.ARGUMENT);
        assertThat(told).content().contains(Setting.RENEW_DAYS.key());
        assertThat(device.status().lastRun().orElseThrow().result()).isEqualTo(RunResult.FAILED);
        assertThat(device.status().enabled()).isTrue();
        assertThat(ca.requests()).isEmpty();
    }

    @Test
    void renewsWithWhatIsUsableOfTheSettings() throws Exception {
        device.check();
        String first = device.inUse().serial();
        unusable(Setting.CHECK_INTERVAL, "often");
        assertThat(device.check()).isInstanceOf(CheckResult.Failed.class);
        device.advance(Duration.ofDays(350));
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(device.inUse().serial()).isNotEqualTo(first);
    }

    @Test
    void trustsNoCaOnFirstUseWithUnusableSettings() throws Exception {
        device.check();
        Files.delete(device.paths().data().resolve("known-ca"));
        Files.delete(device.paths().data().resolve("known-ca.copy"));
        for (Path chain : Set.of(device.paths().data().resolve("ca.crt-0"))) {
            Files.delete(chain);
        }
        unusable(Setting.CA_FINGERPRINT, "12:34");
        device.advance(Duration.ofDays(350));
        assertThat(device.check().error()).contains(ErrorCode.FINGERPRINT);
    }

    private void unusable(Setting setting, String value) throws Exception {
        Path file = device.paths().settings();
        Files.writeString(file, Files.readString(file) + setting.key() + "=" + value + "\n");
    }
}
