package org.scepclient.agent.automation;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.scepclient.fixture.KeyPool;
import org.scepclient.testca.authority.GeneratedKeyPairs;

/**
 * A year of many devices in an unfriendly world. Run one again with {@code -Dyear.seed=N}; {@code -Dyear.first=N} and
 * {@code -Dyear.devices=N} choose others.
 */
class SimulatedYearTest {
    private static final int POOL = 64;
    private static final List<GeneratedKeyPairs> CA_KEYS = List.of(
            new GeneratedKeyPairs(KeyPool.BITS, new SecureRandom()),
            new GeneratedKeyPairs(KeyPool.BITS, new SecureRandom()));

    private static KeyPool pool;

    @TempDir
    private Path directory;

    @BeforeAll
    static void generateKeys() {
        pool = KeyPool.install(POOL);
    }

    @AfterAll
    static void removePool() {
        pool.close();
    }

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> aYearOfADevice() {
        int only = Integer.getInteger("year.seed", 0);
        int first = only == 0 ? Integer.getInteger("year.first", 1) : only;
        int devices = only == 0 ? Integer.getInteger("year.devices", 200) : 1;
        return IntStream.range(first, first + devices)
                .mapToObj(seed -> DynamicTest.dynamicTest("year.seed=" + seed, () -> live(seed)));
    }

    private void live(int seed) throws Exception {
        pool.restart();
        SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
        random.setSeed(seed);
        SimulatedDevice device =
                new SimulatedDevice(UnfriendlyYear.of(random), random, directory.resolve("device-" + seed), CA_KEYS);
        try {
            device.live();
        } catch (Exception | AssertionError e) {
            throw new AssertionError("year.seed=" + seed + ": " + e.getMessage() + "\n" + device.history(), e);
        }
    }
}
