package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.journal.RunResult;
import org.scepclient.agent.settings.Setting;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.service.Approval;
import org.scepclient.trust.CaCertificatesPem;

/** The state of a valid certificate: whether it is renewed in time, moves to another CA, and is in use by the services. */
class StateTest {
    private static final Duration VALIDITY = Duration.ofDays(90);
    private static final Duration UNTIL_DUE = VALIDITY.minusDays(30).plusMinutes(1);

    @TempDir
    Path directory;

    private AgentFixture device;
    private final List<TestCa> servers = new ArrayList<>();
    private TestCa ca;

    @BeforeEach
    void enroll() throws Exception {
        device = new AgentFixture(directory);
        ca = start(Approval.AUTO);
        assertThat(device.configured(ca.url()).check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(state()).isEqualTo(CertificateState.VALID);
    }

    /** Each CA has keys of its own. */
    private TestCa start(Approval approval) throws Exception {
        TestCa started = TestCa.start(TestCaConfig.builder()
                .keys(new GeneratedKeyPairs(2048, new SecureRandom()))
                .validity(VALIDITY)
                .clock(device.clock())
                .approval(approval)
                .build());
        servers.add(started);
        return started;
    }

    @AfterEach
    void end() {
        Thread.interrupted();
        servers.forEach(TestCa::close);
    }

    private CertificateState state() {
        return device.status().state();
    }

    private RunRecord lastRun() {
        return device.status().lastRun().orElseThrow();
    }

    private void interruptWhileAsleep() {
        device.whileAsleep(duration -> {
            throw new InterruptedException();
        });
    }

    @Test
    void renewalIsNotOverdueWhileAFirstAttemptMayStillSucceed() throws Exception {
        device.advance(UNTIL_DUE);
        ca.fault(Fault.BUSY_503);
        List<CertificateState> seen = new ArrayList<>();
        device.whileAsleep(wait -> seen.add(state()));
        device.set(Setting.MAX_AWAIT_RESULT, "30").check();
        assertThat(seen).isNotEmpty().containsOnly(CertificateState.VALID);
        assertThat(state()).isEqualTo(CertificateState.OVERDUE);
        assertThat(device.status().lastAttempt()).startsWith("The last attempt failed: ");
    }

    @Test
    void renewalIsOverdueWhileAFirstAttemptTakesLongerThanACheckIntervalAndAnHour() throws Exception {
        device.advance(UNTIL_DUE);
        ca.fault(Fault.BUSY_503);
        List<Status> seen = new ArrayList<>();
        device.whileAsleep(wait -> seen.add(device.status()));
        device.set(Setting.MAX_AWAIT_RESULT, "3000").check();
        Instant latest = device.status().renewalDue().orElseThrow().plus(Duration.ofHours(25));
        assertThat(seen)
                .allSatisfy(status -> assertThat(status.state() == CertificateState.OVERDUE)
                        .isEqualTo(status.now().isAfter(latest)));
        assertThat(seen.getLast().lastAttempt()).isEqualTo("An attempt is in progress.");
    }

    @Test
    void renewalIsOverdueWithoutACheckForAnIntervalAndAnHour() {
        device.advance(UNTIL_DUE.plusHours(24));
        assertThat(state()).isEqualTo(CertificateState.VALID);
        device.advance(Duration.ofHours(1));
        assertThat(state()).isEqualTo(CertificateState.OVERDUE);
        assertThat(device.status().lastAttempt()).isEqualTo("No check has run since it was due.");
    }

    @Test
    void renewalIsOverdueAfterAnInterruptedAttempt() throws Exception {
        device.advance(UNTIL_DUE);
        ca.fault(Fault.BUSY_503);
        interruptWhileAsleep();
        CheckResult result = device.check();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(result.error()).contains(ErrorCode.INTERRUPTED);
        assertThat(lastRun().result()).isEqualTo(RunResult.INTERRUPTED);
        assertThat(device.status().waitsForApproval()).isFalse();
        assertThat(state()).isEqualTo(CertificateState.OVERDUE);
        assertThat(device.status().lastAttempt()).contains("interrupted");
        ca.noFault();
        device.whileAsleep(duration -> {});
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(state()).isEqualTo(CertificateState.VALID);
    }

    @Test
    void renewalIsOverdueOnceTheRunThatWaitedForTheServerIsKilled() throws Exception {
        device.advance(UNTIL_DUE);
        ca.fault(Fault.CA_HANG);
        Process run = KilledRun.start(directory, device.clock().instant(), Integer.MAX_VALUE);
        while (!device.status().enrolling()) {
            assertThat(run.isAlive()).isTrue();
            Thread.onSpinWait();
        }
        assertThat(state()).isEqualTo(CertificateState.VALID);
        run.destroyForcibly().waitFor();
        assertThat(state()).isEqualTo(CertificateState.OVERDUE);

        ca.fault(Fault.BUSY_503);
        List<CertificateState> seen = new ArrayList<>();
        device.whileAsleep(wait -> seen.add(state()));
        device.set(Setting.MAX_AWAIT_RESULT, "1").check();
        assertThat(seen).isNotEmpty().containsOnly(CertificateState.OVERDUE);
        RunRecord killed = device.status().journal().runs().get(1);
        assertThat(killed.result()).isEqualTo(RunResult.INTERRUPTED);
        assertThat(killed.reason()).contains("the run was killed");
    }

    @Test
    void approvalIsAwaitedForTheAcceptedTimeAndIsOverdueAfterIt() throws Exception {
        device.advance(UNTIL_DUE);
        ca.fault(Fault.PENDING_FOREVER);
        interruptWhileAsleep();
        assertThat(device.check().error()).contains(ErrorCode.STILL_PENDING);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(lastRun().result()).isEqualTo(RunResult.PENDING);
        assertThat(state()).isEqualTo(CertificateState.WAITING_FOR_APPROVAL);
        device.advance(Duration.ofHours(8));
        assertThat(state()).isEqualTo(CertificateState.OVERDUE);
        device.whileAsleep(duration -> {});
        device.check();
        assertThat(state()).as("with a later deadline").isEqualTo(CertificateState.OVERDUE);
    }

    @Test
    void requestWaitsForApprovalWhileTheCaDecides() throws Exception {
        ca.fault(Fault.PENDING_FOREVER);
        interruptWhileAsleep();
        device.run(CertificateCheck.Mode.RENEWAL);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(state()).isEqualTo(CertificateState.WAITING_FOR_APPROVAL);
        assertThat(device.set(Setting.ENABLED, "0").status().state()).isEqualTo(CertificateState.VALID);
    }

    private void moveTo(TestCa other) throws Exception {
        device.set(Setting.URL, other.url().toString())
                .set(Setting.CA_FINGERPRINT, other.fingerprint().toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void moveIsOneStateUntilTheOtherCaHasIssued(boolean pinned) throws Exception {
        TestCa other = start(Approval.MANUAL);
        String old = device.inUse().serial();
        moveTo(other);
        if (!pinned) {
            device.set(Setting.CA_FINGERPRINT, "");
        }
        requireMoving(other, old);
        assertThat(device.status().move().orElseThrow().failed()).isEmpty();

        other.fault(Fault.BAD_REQUEST);
        device.check();
        requireMoving(other, old);
        assertThat(device.status().move().orElseThrow().text()).contains("the last run failed at ", "badRequest");
        assertThat(new StatusJson(device.status()).object().toString())
                .contains("\"state\":\"Moving to another CA\"", "\"move\":{\"server\":\"" + other.url());

        other.noFault();
        List<CertificateState> seen = new ArrayList<>();
        device.whileAsleep(wait -> {
            seen.add(state());
            if (seen.size() == 3) {
                approveAll(other);
            }
        });
        assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
        assertThat(seen).hasSize(3).containsOnly(CertificateState.MOVING);
        assertThat(state()).isEqualTo(CertificateState.VALID);
        assertThat(device.status().move()).isEmpty();
    }

    private static void approveAll(TestCa server) {
        server.pending().forEach(request -> {
            try {
                server.approve(request.transactionId());
            } catch (ProtocolException e) {
                throw new AssertionError(e);
            }
        });
    }

    private void requireMoving(TestCa other, String old) {
        Status status = device.status();
        assertThat(status.state()).isEqualTo(CertificateState.MOVING);
        assertThat(status.certificateLine()).isEqualTo("Certificate enrolled " + old);
        assertThat(status.move().orElseThrow().text())
                .startsWith("to the CA of " + other.url() + "; certificate " + old + " of 'CN=Test CA");
    }

    /** Nothing else shows that the files are those of the CA that was trusted. */
    @Test
    void certificateThatMovesIsUntrustedWithoutItsAnchor() throws Exception {
        TestCa other = start(Approval.AUTO);
        other.fault(Fault.BAD_REQUEST);
        moveTo(other);
        device.check();
        assertThat(state()).isEqualTo(CertificateState.MOVING);
        Path issuers = device.paths().data().resolve("ca.crt-0");
        String whole = Files.readString(issuers);
        Files.writeString(issuers, whole.replace("# scep: trust anchor\n", ""));
        assertThat(state()).isEqualTo(CertificateState.UNTRUSTED);
        Files.writeString(
                issuers,
                CaCertificatesPem.write(device.store().ca().orElseThrow().all()));
        assertThat(state()).isEqualTo(CertificateState.UNTRUSTED);
        Files.writeString(issuers, whole);
        assertThat(state()).isEqualTo(CertificateState.MOVING);
    }

    @Test
    void requestOfEarlierSettingsWaitsForNothing() throws Exception {
        ca.fault(Fault.PENDING_FOREVER);
        interruptWhileAsleep();
        device.run(CertificateCheck.Mode.RENEWAL);
        assertThat(Thread.interrupted()).isTrue();
        device.set(Setting.SUBJECT, "/CN=new");
        assertThat(device.status().pendingState()).contains(PendingState.OBSOLETE);
        assertThat(state()).isEqualTo(CertificateState.VALID);
    }

    @Test
    void moveIsOverdueOnceTheRenewalIs() throws Exception {
        TestCa other = start(Approval.AUTO);
        other.fault(Fault.BAD_REQUEST);
        device.advance(UNTIL_DUE);
        moveTo(other);
        assertThat(state()).isEqualTo(CertificateState.MOVING);
        device.check();
        assertThat(state()).isEqualTo(CertificateState.OVERDUE);
        assertThat(device.status().move()).isPresent();
    }

    @Test
    void sameCaByAnotherNameOrFingerprintIsNotAMove() throws Exception {
        device.set(Setting.CA_FINGERPRINT, ca.fingerprint().toString());
        device.set(Setting.URL, ca.url().toString().replace("127.0.0.1", "localhost"));
        assertThat(state()).isEqualTo(CertificateState.VALID);
        device.check();
        assertThat(state()).isEqualTo(CertificateState.VALID);
        device.set(Setting.ENABLED, "0");
        moveTo(start(Approval.AUTO));
        assertThat(state()).as("without automation").isEqualTo(CertificateState.VALID);
    }

    @Test
    void returnToTheFormerCaEndsTheMove() throws Exception {
        TestCa other = start(Approval.AUTO);
        other.fault(Fault.BAD_REQUEST);
        device.set(Setting.URL, other.url().toString()).check();
        assertThat(state()).isEqualTo(CertificateState.MOVING);
        device.set(Setting.URL, ca.url().toString());
        assertThat(state()).isEqualTo(CertificateState.VALID);
        assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        assertThat(state()).isEqualTo(CertificateState.VALID);
    }

    @Test
    void scriptFailureIsTheStateUntilTheScriptSucceeds() throws Exception {
        device.script(Setting.SUCCESS_SCRIPT_B64, "exit 3");
        device.run(CertificateCheck.Mode.RENEWAL);
        assertThat(state()).isEqualTo(CertificateState.SCRIPT_FAILED);
        ca.fault(Fault.BAD_REQUEST);
        device.run(CertificateCheck.Mode.NEW_ENROLLMENT);
        assertThat(lastRun().result()).isEqualTo(RunResult.FAILED);
        assertThat(state()).as("after another failure").isEqualTo(CertificateState.SCRIPT_FAILED);
        device.set(Setting.SUCCESS_SCRIPT_B64, "").check();
        assertThat(state()).isEqualTo(CertificateState.VALID);
    }

    /** As a kill of the run leaves it: with the certificate in use, and neither note nor record of its script. */
    @Test
    void scriptThatHasNotEndedIsAFailureUntilTheNextCheckRunsIt() throws Exception {
        device.script(Setting.SUCCESS_SCRIPT_B64, "true");
        Path data = device.paths().data();
        Files.delete(data.resolve("script-run"));
        assertThat(state()).as("known from the journal").isEqualTo(CertificateState.VALID);
        Files.delete(data.resolve("journal"));
        assertThat(state()).isEqualTo(CertificateState.SCRIPT_FAILED);
        assertThat(device.status().scriptFailure().orElseThrow())
                .contains("the success script has not run to its end with certificate ");
        device.check();
        assertThat(state()).isEqualTo(CertificateState.VALID);
    }

    @Test
    void differencesFromTheRequestAreLoggedInEachRun() throws Exception {
        ca.fault(Fault.SUBJECT_REWRITTEN);
        device.run(CertificateCheck.Mode.RENEWAL);
        assertThat(differences()).hasSize(1);
        device.check();
        device.check();
        assertThat(differences()).hasSize(3);
        assertThat(device.log(RunLog.Priority.WARNING)).containsAll(differences());
    }

    private List<String> differences() {
        return device.log().stream()
                .filter(line -> line.startsWith("the certificate differs from the request; subject"))
                .toList();
    }

    @Test
    void refusedCaIsNamedWithItsFingerprint() throws Exception {
        TestCa other = start(Approval.AUTO);
        device.set(Setting.CA_FINGERPRINT, ca.fingerprint().toString());
        device.set(Setting.URL, other.url().toString()).check();
        Optional<RunRecord> refused = device.status().refusedCa();
        assertThat(refused.orElseThrow().reason())
                .contains(ca.fingerprint().toString(), other.fingerprint().toString());
    }
}
