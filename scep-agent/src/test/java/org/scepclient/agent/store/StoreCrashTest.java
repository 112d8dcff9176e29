package org.scepclient.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepclient.agent.store.StoreScenario.Phase;
import org.scepclient.file.FileOperations;
import org.scepclient.fixture.DataDirectory;
import org.scepclient.fixture.IdempotentCa;
import org.scepclient.fixture.PowerCut;
import org.scepclient.fixture.PowerCut.Loss;
import org.scepclient.fixture.Stopped;
import org.scepclient.fixture.StoppingSteps;
import org.scepclient.fixture.TestDevice;

/** The process is stopped before each step of the store, and within each write. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StoreCrashTest {
    private final List<TestDevice> devices = new ArrayList<>();
    private final IdempotentCa first = IdempotentCa.root();
    private final IdempotentCa second = IdempotentCa.intermediate();

    @TempDir
    Path dir;

    @BeforeAll
    void makeKeys() throws Exception {
        for (int i = 0; i < StoreScenario.DEVICES; i++) {
            devices.add(TestDevice.ec("/CN=router-7", IdempotentCa.BEGIN));
        }
    }

    @ParameterizedTest
    @EnumSource(Loss.class)
    void leavesAMatchingPairOrNoneWhereverItIsStopped(Loss loss) throws Exception {
        assertThat(stopEverywhere(loss, Repair.UNDISTURBED)).as("stops").isGreaterThan(150);
    }

    @Test
    void isRepairedAlsoIfTheRepairIsStopped() throws Exception {
        assertThat(stopEverywhere(Loss.NOTHING, Repair.STOPPED)).as("stops").isGreaterThan(150);
    }

    @Test
    void keepsKeysSecretAtEveryStep() throws Exception {
        DataDirectory watched = new DataDirectory(dir.resolve("watched"));
        StoreScenario scenario = new StoreScenario(devices, first, second);
        int taken = 0;
        for (Phase phase : scenario.phases()) {
            scenario.begin(watched.path());
            var operations = new StoppingSteps(StoppingSteps.NEVER, new PowerCut(Loss.NOTHING), watched::requireSecret);
            scenario.run(phase, watched.path(), operations);
            taken += operations.taken();
        }
        assertThat(taken).as("steps").isGreaterThan(150);
    }

    private enum Repair {
        UNDISTURBED,
        STOPPED
    }

    /** Runs each phase once for each of its steps, and returns the number of stops. */
    private int stopEverywhere(Loss loss, Repair repair) throws Exception {
        StoreScenario scenario = new StoreScenario(devices, first, second);
        DataDirectory begin = new DataDirectory(dir.resolve("0"));
        int stops = 0;
        for (Phase phase : scenario.phases()) {
            DataDirectory end = begin.copiedTo(dir.resolve(phase.name() + " to its end"));
            scenario.begin(end.path());
            scenario.run(phase, end.path(), stopBefore(StoppingSteps.NEVER, loss));
            for (int step = 1; ; step++) {
                Stop stop = new Stop(scenario, phase, step, begin.credentials().size());
                DataDirectory stopped = begin.copiedTo(dir.resolve(phase + " " + step));
                scenario.begin(stopped.path());
                if (!stop.happens(stopped, stopBefore(step, loss))) {
                    break;
                }
                stops++;
                stop.require(begin, stopped);
                for (int again = 1; repair == Repair.STOPPED && again < 2 * step; again += 1 + step / 3) {
                    stop.happens(stopped, stopBefore(again, loss));
                    stop.require(begin, stopped);
                }
                int most = stop.mostAnswers(stopped);
                scenario.run(phase, stopped.path(), stopBefore(StoppingSteps.NEVER, loss));
                assertThat(scenario.answers()).as("answers: " + stop).isLessThanOrEqualTo(most);
                stop.requireFinished(end, stopped);
            }
            begin = end;
        }
        return stops;
    }

    private static StoppingSteps stopBefore(int step, Loss loss) {
        return new StoppingSteps(step, new PowerCut(loss), () -> {});
    }

    /** A stop of the process. */
    private record Stop(StoreScenario scenario, Phase phase, int step, int credentials) {

        boolean happens(DataDirectory directory, FileOperations operations) throws Exception {
            try {
                scenario.run(phase, directory.path(), operations);
                return false;
            } catch (Stopped e) {
                return true;
            }
        }

        /** Checks the state before the repair. */
        void require(DataDirectory begin, DataDirectory stopped) throws Exception {
            stopped.requireSecret();
            requirePairs(begin, stopped);
            LatestCredential seen =
                    CertificateStore.in(stopped.path(), FileOperations.ofDisk()).inspect();
            assertThat(seen).as(toString()).isNotInstanceOf(LatestCredential.Unusable.class);
            if (scenario.before().isPresent()) {
                assertThat(seen.usable()).as(toString()).isPresent();
                assertThat(stopped.path().resolve("latest.key")).as(toString()).exists();
                assertThat(stopped.path().resolve("latest.crt")).as(toString()).exists();
            }
        }

        /** No file of a pair is changed. Only a phase that removes pairs deletes any, and never those in use. */
        private void requirePairs(DataDirectory begin, DataDirectory stopped) {
            Map<String, byte[]> now = stopped.credentials();
            List<String> used = List.of(begin.linked("latest.key"), begin.linked("latest.crt"));
            for (var file : begin.credentials().entrySet()) {
                byte[] content = now.get(file.getKey());
                if (content != null || !phase.removes() || used.contains(file.getKey())) {
                    assertThat(content).as(this + ": " + file.getKey()).isEqualTo(file.getValue());
                }
            }
        }

        /** The limit of requests to the CA: none is needed if the certificate is already stored. */
        int mostAnswers(DataDirectory stopped) {
            boolean kept =
                    DataDirectory.names(stopped.path().resolve("pending")).contains("answer");
            boolean used = stopped.credentials().size() > credentials;
            return scenario.answers() + (kept || used ? 0 : 1);
        }

        /** The repair has finished the phase as without a stop, and with one certificate from the CA. */
        void requireFinished(DataDirectory end, DataDirectory finished) {
            assertThat(finished.names()).as(toString()).isEqualTo(end.names());
            assertThat(DataDirectory.names(finished.path().resolve("pending")))
                    .as(toString())
                    .isEmpty();
            for (String link : List.of("latest.key", "latest.crt")) {
                assertThat(finished.linked(link)).as(toString()).isEqualTo(end.linked(link));
            }
            assertThat(scenario.requestedCertificates()).as(toString()).isLessThanOrEqualTo(1);
            finished.requireSecret();
        }

        @Override
        public String toString() {
            return phase + ", stopped before step " + step;
        }
    }
}
