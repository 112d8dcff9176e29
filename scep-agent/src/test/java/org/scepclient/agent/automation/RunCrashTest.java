package org.scepclient.agent.automation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.LatestCredential;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.file.FileOperations;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.fixture.DataDirectory;
import org.scepclient.fixture.PowerCut;
import org.scepclient.fixture.PowerCut.Loss;
import org.scepclient.fixture.Stopped;
import org.scepclient.fixture.StoppingSteps;
import org.scepclient.fixture.TestClock;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.service.Approval;

/**
 * A complete run is stopped before each of its file operations, and within each write. The next run must find a usable
 * device, and complete the enrollment without a second certificate from the CA.
 */
class RunCrashTest {
    private static final GeneratedKeyPairs KEYS = new GeneratedKeyPairs(2048, new SecureRandom());
    private static final Duration VALIDITY = Duration.ofDays(90);
    private static final Duration RENEWAL = VALIDITY.minusDays(29);

    /** Exit code for SIGKILL: 128 plus its number. */
    private static final int KILLED = 137;

    @TempDir
    Path dir;

    private final TestClock clock = new TestClock(AgentFixture.START);

    /** A phase of a device's life: the elapsed time, and a change of the CA. */
    private record Phase(String name, Duration later, Consumer<TestCa> before) {
        Phase(String name, Duration later) {
            this(name, later, ca -> {});
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<Phase> LIFE = List.of(
            new Phase("first enrollment", Duration.ZERO),
            new Phase("renewal", RENEWAL),
            new Phase("renewal by the successor of the CA", RENEWAL, TestCa::rollOver),
            new Phase("enrollment after expiry", VALIDITY.plusDays(1)));

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void leavesADeviceThatWorksWhereverTheRunIsStopped() throws Exception {
        try (TestCa ca = ca(Approval.AUTO)) {
            assertThat(stopEverywhere(ca, LIFE, Loss.NOTHING)).as("stops").isGreaterThan(150);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void leavesADeviceThatWorksWhereverThePowerFailsDuringARenewal() throws Exception {
        try (TestCa ca = ca(Approval.AUTO)) {
            assertThat(stopEverywhere(ca, LIFE.subList(0, 2), Loss.CONTENT_AND_NAMES))
                    .as("stops")
                    .isGreaterThan(80);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void resumesAPendingRequestWhereverTheRunIsStopped() throws Exception {
        try (TestCa ca = ca(Approval.MANUAL)) {
            assertThat(stopEverywhere(ca, LIFE.subList(0, 1), Loss.NOTHING))
                    .as("stops")
                    .isGreaterThan(40);
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void keepsKeysSecretDuringTheWholeRun() throws Exception {
        try (TestCa ca = ca(Approval.AUTO)) {
            AgentFixture device = device(dir.resolve("watched"), ca);
            DataDirectory watched = new DataDirectory(device.paths().data());
            int steps = 0;
            for (Phase phase : LIFE) {
                phase.before.accept(ca);
                device.advance(phase.later);
                var operations =
                        new StoppingSteps(StoppingSteps.NEVER, new PowerCut(Loss.NOTHING), watched::requireSecret);
                device.operations(operations);
                assertThat(device.check()).isInstanceOf(CheckResult.Enrolled.class);
                steps += operations.taken();
            }
            assertThat(steps).as("steps").isGreaterThan(150);
        }
    }

    /** The process is killed by the operating system. */
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void leavesADeviceThatWorksWhereverTheProcessIsKilled() throws Exception {
        try (TestCa ca = ca(Approval.AUTO)) {
            DataDirectory begin = new DataDirectory(dir.resolve("nothing"));
            int all = 0;
            for (Phase phase : LIFE) {
                phase.before.accept(ca);
                clock.set(clock.instant().plus(phase.later));
                int step = 1;
                while (killed(new Stop(ca, phase, step), begin)) {
                    step += KilledRun.STRIDE;
                    all++;
                }
                begin = new DataDirectory(place(phase, step).resolve("data"));
            }
            assertThat(all).as("kills").isGreaterThan(150 / KilledRun.STRIDE);
        }
    }

    /** Returns false if the run ended before the step. */
    private boolean killed(Stop stop, DataDirectory begin) throws Exception {
        AgentFixture device = prepared(stop, begin);
        Optional<Credential> old = device.store().latest();
        int issued = stop.ca.issued().size();
        Process process = KilledRun.start(place(stop.phase, stop.step), clock.instant(), stop.step);
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        int exit = process.waitFor();
        if (exit == 0) {
            assertThat(output).contains("Enrolled");
            return false;
        }
        assertThat(exit).as(output).isEqualTo(KILLED);
        requireUsable(stop, begin, new DataDirectory(device.paths().data()));
        requireRepaired(stop, device, old, issued);
        return true;
    }

    private int stopEverywhere(TestCa ca, List<Phase> phases, Loss loss) throws Exception {
        DataDirectory begin = new DataDirectory(dir.resolve("nothing"));
        int stops = 0;
        for (Phase phase : phases) {
            phase.before.accept(ca);
            clock.set(clock.instant().plus(phase.later));
            Instant time = clock.instant();
            int before = stops;
            while (stopped(new Stop(ca, phase, stops - before + 1), begin, loss)) {
                stops++;
                clock.set(time);
            }
            begin = new DataDirectory(place(phase, stops - before + 1).resolve("data"));
        }
        return stops;
    }

    private Path place(Phase phase, int step) {
        return dir.resolve(phase + " " + step);
    }

    /** A run that is stopped before its n-th step. */
    private record Stop(TestCa ca, Phase phase, int step) {
        @Override
        public String toString() {
            return phase + ", stopped before step " + step;
        }
    }

    /** Returns false if the run ended before the step. */
    private boolean stopped(Stop stop, DataDirectory begin, Loss loss) throws Exception {
        AgentFixture device = prepared(stop, begin);
        Optional<Credential> old = device.store().latest();
        int issued = stop.ca.issued().size();
        device.operations(new StoppingSteps(stop.step, new PowerCut(loss), () -> {}));
        try {
            assertThat(device.check()).as(stop.toString()).isInstanceOf(CheckResult.Enrolled.class);
            return false;
        } catch (Stopped e) {
            requireUsable(stop, begin, new DataDirectory(device.paths().data()));
        }
        requireRepaired(stop, device, old, issued);
        return true;
    }

    private AgentFixture prepared(Stop stop, DataDirectory begin) throws Exception {
        AgentFixture device = device(place(stop.phase, stop.step), stop.ca);
        begin.copiedTo(device.paths().data());
        return device;
    }

    /** The next run completes the enrollment without requesting a second certificate. */
    private static void requireRepaired(Stop stop, AgentFixture device, Optional<Credential> old, int issued)
            throws Exception {
        device.operations(new StoppingSteps(StoppingSteps.NEVER, new PowerCut(Loss.NOTHING), () -> {}));
        CheckResult finished = device.check();
        assertThat(finished.error()).as(stop + ": " + finished.message()).isEmpty();
        requireFinished(stop, device, old);
        assertThat(stop.ca.issued()).as(stop.toString()).hasSize(issued + 1);
    }

    /** Before the repair, the old pair exists, and is in use until the new one is complete. */
    private static void requireUsable(Stop stop, DataDirectory begin, DataDirectory stopped) throws ScepException {
        stopped.requireSecret();
        LatestCredential found =
                CertificateStore.in(stopped.path(), FileOperations.ofDisk()).inspect();
        assertThat(found).as(stop.toString()).isNotInstanceOf(LatestCredential.Unusable.class);
        Map<String, byte[]> now = stopped.credentials();
        begin.credentials()
                .forEach((name, content) ->
                        assertThat(now.get(name)).as(stop + ": " + name).isEqualTo(content));
        if (!begin.linked("latest.crt").isEmpty()) {
            assertThat(found.usable()).as(stop.toString()).isPresent();
            assertThat(stopped.path().resolve("latest.key")).as(stop.toString()).exists();
            assertThat(stopped.path().resolve("latest.crt")).as(stop.toString()).exists();
        }
    }

    private static void requireFinished(Stop stop, AgentFixture device, Optional<Credential> old)
            throws IOException, ScepException {
        assertThat(device.store().inspect()).as(stop.toString()).isInstanceOf(LatestCredential.Whole.class);
        Credential credential = device.store().latest().orElseThrow();
        assertThat(Optional.of(credential.serial())).as(stop.toString()).isNotEqualTo(old.map(Credential::serial));
        assertThat(device.status().state()).as(stop.toString()).isEqualTo(CertificateState.VALID);
        assertThat(DataDirectory.names(device.paths().data().resolve("pending")))
                .as(stop.toString())
                .isEmpty();
        assertThat(Files.readString(distributed(device))).as(stop.toString()).endsWith(credential.serial() + "\n");
        new DataDirectory(device.paths().data()).requireSecret();
    }

    private static Path distributed(AgentFixture device) {
        return device.paths().home().resolve("distributed");
    }

    /** A device with small keys, because the tests generate hundreds. */
    private AgentFixture device(Path place, TestCa ca) throws Exception {
        AgentFixture device = new AgentFixture(place, clock);
        device.whileAsleep(duration -> approveAll(ca));
        return device.configured(ca.url())
                .set(Setting.LEGACY_CIPHERS, "1")
                .set(Setting.KEY_SIZE, "1024")
                .script(Setting.SUCCESS_SCRIPT_B64, "echo $SCEP_SERIAL >> '" + distributed(device) + "'");
    }

    private static void approveAll(TestCa ca) {
        ca.pending().forEach(request -> {
            try {
                ca.approve(request.transactionId());
            } catch (ProtocolException e) {
                throw new AssertionError(e);
            }
        });
    }

    private TestCa ca(Approval approval) throws IOException {
        return TestCa.start(TestCaConfig.builder()
                .keys(KEYS)
                .validity(VALIDITY)
                .clock(clock)
                .approval(approval)
                .build());
    }
}
