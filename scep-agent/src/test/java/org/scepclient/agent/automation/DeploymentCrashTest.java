package org.scepclient.agent.automation;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.Credential;
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

/**
 * A deployment is stopped before each of its file operations, and within each write: one of the two pairs is in use, whole, and
 * the next checks end where they would have ended otherwise, without another certificate. The pairs are of two generations of
 * the CA, so that a chain belongs to one of them only.
 */
class DeploymentCrashTest {
    private static final GeneratedKeyPairs KEYS = new GeneratedKeyPairs(2048, new SecureRandom());
    private static final Duration VALIDITY = Duration.ofDays(90);

    /** A Saturday. */
    private static final Duration RENEWAL = VALIDITY.minusDays(29);

    private static final String WINDOW = "Sun 02:00-04:00";
    private static final Duration TO_WINDOW = Duration.ofHours(26);

    /** Exit code for SIGKILL: 128 plus its number. */
    private static final int KILLED = 137;

    @TempDir
    Path dir;

    private final TestClock clock = new TestClock(AgentFixture.START);
    private TestCa ca;

    /** A part of a deployment. */
    private enum Act {
        RENEWAL_OUTSIDE_THE_WINDOW(false),
        ROLLBACK(false),
        SECOND_ROLLBACK(false),
        VERIFIED_AT_LAST(true);

        private final boolean works;

        Act(boolean works) {
            this.works = works;
        }
    }

    @BeforeEach
    void start() throws Exception {
        ca = TestCa.start(TestCaConfig.builder()
                .keys(KEYS)
                .validity(VALIDITY)
                .clock(clock)
                .build());
    }

    @AfterEach
    void end() {
        ca.close();
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @EnumSource(
            value = Loss.class,
            names = {"NOTHING", "CONTENT_AND_NAMES"})
    void leavesOnePairWholeWhereverThePowerFails(Loss loss) throws Exception {
        assertThat(throughAllActs(1, (device, step) -> {
                    device.operations(new StoppingSteps(step, new PowerCut(loss), () -> {}));
                    try {
                        device.check();
                        return false;
                    } catch (Stopped e) {
                        return true;
                    } finally {
                        device.operations(FileOperations.ofDisk());
                    }
                }))
                .as("stops")
                .isGreaterThan(80);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void leavesOnePairWholeWhereverTheProcessIsKilled() throws Exception {
        assertThat(throughAllActs(KilledRun.STRIDE, this::killed)).as("kills").isGreaterThan(80 / KilledRun.STRIDE);
    }

    private boolean killed(AgentFixture device, int step) {
        try {
            Process process =
                    KilledRun.start(Path.of(String.valueOf(device.paths().home().getParent())), clock.instant(), step);
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            int exit = process.waitFor();
            assertThat(exit).as(output).isIn(0, KILLED);
            return exit == KILLED;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /**
     * Plays each act from its beginning, stopped before its first operation, a later one and so on.
     *
     * @param stride the operations from one stop to the next
     * @param run a check that stops before a step; false if it ended before the step
     * @return the number of stops
     */
    private int throughAllActs(int stride, BiFunction<AgentFixture, Integer, Boolean> run) throws Exception {
        AgentFixture enrolled = device("enrolled");
        enrolled.check();
        String old = enrolled.inUse().serial();
        ca.rollOver();
        clock.set(clock.instant().plus(RENEWAL));
        DataDirectory begin = new DataDirectory(enrolled.paths().data());
        int stops = 0;
        for (Act act : Act.values()) {
            if (act == Act.ROLLBACK) {
                clock.set(clock.instant().plus(TO_WINDOW));
            }
            int step = 1;
            Instant time = clock.instant();
            while (stopped(new Stop(act, step, old), begin, run)) {
                step += stride;
                stops++;
                clock.set(time);
            }
            begin = new DataDirectory(
                    dir.resolve(new Stop(act, step, old).toString()).resolve("data"));
        }
        return stops;
    }

    private record Stop(Act act, int step, String old) {
        @Override
        public String toString() {
            return act + ", stopped before step " + step;
        }
    }

    private boolean stopped(Stop stop, DataDirectory begin, BiFunction<AgentFixture, Integer, Boolean> run)
            throws Exception {
        AgentFixture device = device(stop.toString());
        begin.copiedTo(device.paths().data());
        Files.writeString(services(device), stop.old + "\n");
        if (stop.act.works) {
            Files.createFile(device.paths().home().resolve("works"));
        }
        int issued = ca.issued().size();
        boolean stopped = run.apply(device, stop.step);
        new DataDirectory(device.paths().data()).requireSecret();
        requireWhole(stop, device);
        // A check repeats what was stopped; the second one finds it done, or tries once more.
        device.check();
        requireEnd(stop, device);
        device.check();
        requireEnd(stop, device);
        assertThat(ca.issued().size() - issued).as(stop.toString()).isLessThanOrEqualTo(1);
        return stopped;
    }

    private static void requireWhole(Stop stop, AgentFixture device) throws Exception {
        CertificateStore store = CertificateStore.in(device.paths().data(), FileOperations.ofDisk());
        assertThat(store.latest()).as(stop.toString()).isPresent();
        assertThat(device.paths().data().resolve("latest.key"))
                .as(stop.toString())
                .exists();
        assertThat(device.paths().data().resolve("latest.crt"))
                .as(stop.toString())
                .exists();
    }

    private static void requireEnd(Stop stop, AgentFixture device) throws Exception {
        Credential inUse = device.inUse();
        List<X509Certificate> chain = device.store().chain();
        inUse.certificate().verify(chain.get(0).getPublicKey());
        assertThat(inUse.serial().equals(stop.old)).as(stop.toString()).isEqualTo(!stop.act.works);
        assertThat(device.status().state()).as(stop.toString()).isEqualTo(state(stop.act));
        assertThat(Files.readString(services(device))).as(stop.toString()).endsWith(inUse.serial() + "\n");
    }

    private static CertificateState state(Act act) {
        return switch (act) {
            case RENEWAL_OUTSIDE_THE_WINDOW -> CertificateState.STAGED;
            case ROLLBACK, SECOND_ROLLBACK -> CertificateState.ROLLED_BACK;
            case VERIFIED_AT_LAST -> CertificateState.VALID;
        };
    }

    /** The certificates for which the success script ran. */
    private static Path services(AgentFixture device) {
        return device.paths().data().resolveSibling("services");
    }

    private AgentFixture device(String place) throws Exception {
        AgentFixture device = new AgentFixture(dir.resolve(place), clock);
        Files.writeString(services(device), "");
        return device.configured(ca.url())
                .set(Setting.LEGACY_CIPHERS, "1")
                .set(Setting.KEY_SIZE, "1024")
                .set(Setting.DEPLOY_WINDOW, WINDOW)
                .script(Setting.SUCCESS_SCRIPT_B64, "echo $SCEP_SERIAL >> '" + services(device) + "'")
                .script(
                        Setting.VERIFY_SCRIPT_B64,
                        "test -e '" + device.paths().home().resolve("works") + "'");
    }
}
