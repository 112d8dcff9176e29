package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.Credential;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.StorageException;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.fixture.DataDirectory;
import org.scepclient.fixture.KeyPool;
import org.scepclient.fixture.PowerCut;
import org.scepclient.fixture.StoppingSteps;
import org.scepclient.fixture.TestClock;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.service.Approval;

/**
 * A device in a state, of which tests make copies.
 *
 * @param root the directory of the fixture
 * @param time the time of that state
 * @param inUse the certificate in use
 * @param old the credential before it
 */
record PreparedDevice(
        State state, TestCa ca, Path root, TestClock clock, Instant time, Optional<Credential> inUse, String old)
        implements AutoCloseable {
    /** Stands for the serial number of the credential before that in use. */
    static final String OLD = "OLD";

    private static final Duration VALIDITY = Duration.ofDays(90);

    /** A state of a device. */
    enum State {
        ENROLLED,
        /** The first request waits for approval. */
        WAITING,
        RENEWAL_DUE,
        /** The successor of the CA has taken over since the last enrollment. */
        RENEWAL_DUE_AT_THE_SUCCESSOR
    }

    static PreparedDevice in(State state, Path root) throws Exception {
        TestClock clock = new TestClock(AgentFixture.START);
        // It stops at the time of the state, so that what the CA issues for one copy is valid for each other one.
        TestClock caClock = new TestClock(AgentFixture.START);
        TestCa ca = TestCa.start(TestCaConfig.builder()
                .keys(new GeneratedKeyPairs(KeyPool.BITS, new SecureRandom()))
                .intermediate(state != State.RENEWAL_DUE_AT_THE_SUCCESSOR)
                .validity(VALIDITY)
                .clock(caClock)
                .approval(state == State.WAITING ? Approval.MANUAL : Approval.AUTO)
                .build());
        AgentFixture device = new AgentFixture(root, clock)
                .configured(ca.url())
                .set(Setting.LEGACY_CIPHERS, "1")
                .set(Setting.MAX_AWAIT_RESULT, "1")
                .set(Setting.KEY_SIZE, Integer.toString(KeyPool.BITS))
                .script(Setting.SUCCESS_SCRIPT_B64, "echo run >>\"$SCEPCLIENT_DATA/../script\"");
        if (state != State.ENROLLED) {
            device.set(Setting.CA_FINGERPRINT, ca.fingerprint().toString());
        }
        device.check();
        String old = "00";
        if (state != State.WAITING) {
            old = device.inUse().serial();
            pass(VALIDITY.minusDays(29), clock, caClock);
            device.check();
            pass(state == State.ENROLLED ? Duration.ofDays(8) : VALIDITY.minusDays(29), clock, caClock);
        }
        if (state == State.ENROLLED) {
            device.check();
        }
        if (state == State.RENEWAL_DUE_AT_THE_SUCCESSOR) {
            ca.rollOver();
        }
        return new PreparedDevice(
                state, ca, root, clock, clock.instant(), device.store().latest(), old);
    }

    private static void pass(Duration time, TestClock... clocks) {
        for (TestClock clock : clocks) {
            clock.advance(time);
        }
    }

    AgentFixture copiedTo(Path other) throws IOException {
        clock.set(time);
        new DataDirectory(root).copiedTo(other);
        AgentFixture device = new AgentFixture(other, clock);
        device.operations(new StoppingSteps(StoppingSteps.NEVER, new PowerCut(PowerCut.Loss.NOTHING), () -> {}));
        device.whileAsleep(duration -> approveAll());
        return device;
    }

    /** The number of times that the success script has run. */
    int scriptRuns(Path other) throws IOException {
        Path runs = other.resolve("script");
        return Files.exists(runs) ? Files.readAllLines(runs).size() : 0;
    }

    private void approveAll() {
        ca.pending().forEach(request -> {
            try {
                ca.approve(request.transactionId());
            } catch (ProtocolException e) {
                throw new AssertionError(e);
            }
        });
    }

    Path place(AgentFixture device, String name) {
        return device.paths().data().resolve(name.replace(OLD, old));
    }

    /** The line of the status before the check. */
    String certificateLine() {
        return inUse.map(credential -> "Certificate enrolled " + credential.serial())
                .orElse("Certificate not enrolled");
    }

    /** The number of issuers of the next certificate. */
    int issuers() {
        return state == State.RENEWAL_DUE_AT_THE_SUCCESSOR ? 1 : 2;
    }

    /** The CA issues a certificate only if one is due. If so, it may have issued the same one for another copy. */
    void requireIssued(AgentFixture device, int before) throws StorageException {
        assertThat(ca.issued().size()).isBetween(before, state == State.ENROLLED ? before : before + 1);
        assertThat(inUse.map(Credential::serial)
                        .equals(Optional.of(device.inUse().serial())))
                .as("the certificate stays")
                .isEqualTo(state == State.ENROLLED);
    }

    @Override
    public void close() {
        ca.close();
    }
}
