package org.scepclient.agent.journal;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Numbers of runs since the journal was created, including those that it no longer contains.
 *
 * @param runs by {@link RunResult#id}
 * @param failures by error code
 */
public record RunCounters(SortedMap<String, Long> runs, SortedMap<String, Long> failures) {
    private static final String NO_CODE = "other";

    public RunCounters {
        runs = new TreeMap<>(runs);
        failures = new TreeMap<>(failures);
    }

    static RunCounters none() {
        return new RunCounters(new TreeMap<>(), new TreeMap<>());
    }

    RunCounters plus(RunRecord run) {
        RunCounters sum = new RunCounters(runs, failures);
        increment(sum.runs, run.result().id());
        if (run.result().isFailure()) {
            increment(sum.failures, run.code().orElse(NO_CODE));
        }
        return sum;
    }

    private static void increment(Map<String, Long> counters, String name) {
        counters.merge(name, 1L, Long::sum);
    }
}
