package org.scepclient.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Simulates the load on a CA from 100,000 devices around an outage of two hours, with and without jitter. */
public final class FleetSimulation {
    private static final FleetDay.Plan PLAN = new FleetDay.Plan(
            100_000, Duration.ofHours(24), Duration.ofHours(16), Duration.ofHours(18), Duration.ofHours(56));
    private static final double HALF = 0.5;
    private static final int MINUTE = 60;

    private FleetSimulation() {}

    /** Writes the charts to the file named by the argument. */
    public static void main(String[] arguments) throws IOException {
        FleetDay without = new FleetDay(PLAN, always(HALF));
        FleetDay with = new FleetDay(PLAN, new Random(1));
        int[] together = without.requests(new Random(2));
        int[] apart = with.requests(new Random(2));
        tell(System.out, "without jitter", together, without);
        tell(System.out, "with jitter", apart, with);
        FleetPlot plot = new FleetPlot(PLAN.end())
                .add("Requests a minute without jitter (red: the CA is away)", together, PLAN)
                .add("Requests a minute with jitter", apart, PLAN);
        Files.writeString(Path.of(arguments[0]), plot.toString());
    }

    private static void tell(PrintStream out, String name, int[] perMinute, FleetDay day) {
        int begin = (int) PLAN.outageBegin().toMinutes();
        int end = (int) PLAN.outageEnd().toMinutes();
        out.printf(
                "%-15s busiest minute: in the outage %,d, in the hour after it %,d, later %,d; expired %,d%n",
                name,
                max(perMinute, begin, end),
                max(perMinute, end, end + MINUTE),
                max(perMinute, end + MINUTE, perMinute.length),
                day.expired());
    }

    private static int max(int[] perMinute, int from, int to) {
        return Arrays.stream(perMinute, from, to).max().orElse(0);
    }

    /** A source of randomness that always returns this value. */
    private static RandomGenerator always(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException("only parts of one are asked for");
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }
}
