package org.scepclient.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.value.Secret;

/** The benchmarks start and produce a result; the values measured here are meaningless. */
class BenchmarksStartTest {

    @Test
    void everyMessageIsMeasured() throws Exception {
        var options = new OptionsBuilder()
                .include(MessageBenchmark.class.getName())
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(50))
                .verbosity(VerboseMode.SILENT)
                .shouldFailOnError(true)
                .build();

        assertThat(new Runner(options).run())
                .hasSize(6)
                .allSatisfy(result ->
                        assertThat(result.getPrimaryResult().getScore()).isPositive());
    }

    @Test
    void theLoadClientEnrollsWithoutErrors() throws Exception {
        Secret challenge = Secret.of("bench");
        ByteArrayOutputStream table = new ByteArrayOutputStream();
        try (TestCa ca =
                TestCa.start(TestCaConfig.builder().challenge(challenge).build())) {
            String[] arguments = {"bench", "2", "1", "testca=" + ca.url()};
            new ServerComparison(new PrintStream(table, true, StandardCharsets.UTF_8)).run(arguments);
        }

        assertThat(table.toString(StandardCharsets.UTF_8).lines().skip(2))
                .hasSize(3)
                .allSatisfy(row -> assertThat(row).startsWith("| testca | ").endsWith(" | 0 |"));
    }
}
