package org.scepclient.bench;

import java.io.PrintStream;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.scepclient.error.ScepException;
import org.scepclient.value.Secret;

/**
 * Compares the enrollments per second of several servers, with the same client in the same run, round by round.
 * Arguments: a challenge password that protects nothing else, the enrollments per measurement, the rounds, then {@code
 * NAME=URL} for each server.
 */
public final class ServerComparison {
    private static final int[] THREADS = {1, 2, 8};

    private final PrintStream out;

    ServerComparison(PrintStream out) {
        this.out = out;
    }

    private record Row(String name, LoadRun load, int threads, List<LoadRun.Result> results) {
        double rate() {
            List<Double> sorted =
                    results.stream().map(LoadRun.Result::perSecond).sorted().toList();
            return sorted.get(sorted.size() / 2);
        }

        int failed() {
            return results.stream().mapToInt(LoadRun.Result::failed).sum();
        }
    }

    public static void main(String[] arguments) throws ScepException, GeneralSecurityException, InterruptedException {
        new ServerComparison(System.out).run(arguments);
    }

    void run(String... arguments) throws ScepException, GeneralSecurityException, InterruptedException {
        Secret challenge = Secret.of(arguments[0]);
        int count = Integer.parseInt(arguments[1]);
        int rounds = Integer.parseInt(arguments[2]);
        List<Row> rows = new ArrayList<>();
        for (String server : Arrays.asList(arguments).subList(3, arguments.length)) {
            String[] named = server.split("=", 2);
            LoadRun load = new LoadRun(named[1], challenge);
            for (int threads : THREADS) {
                rows.add(new Row(named[0], load, threads, new ArrayList<>()));
            }
        }
        for (int round = -1; round < rounds; round++) {
            for (Row row : rows) {
                LoadRun.Result result = row.load().run(row.threads(), count);
                if (round >= 0) {
                    row.results().add(result);
                }
            }
        }
        print(rows, count * rounds);
    }

    private void print(List<Row> rows, int asked) {
        out.println("| server | threads | enrollments/s (median) | ÷ "
                + rows.getFirst().name() + " | failed of " + asked + " |");
        out.println("|---|---|---|---|---|");
        for (Row row : rows) {
            double base = rows.stream()
                    .filter(r -> r.threads() == row.threads())
                    .findFirst()
                    .map(Row::rate)
                    .orElse(1.0);
            out.println(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.0f | %.2f | %d |",
                    row.name(),
                    row.threads(),
                    row.rate(),
                    row.rate() / base,
                    row.failed()));
        }
    }
}
