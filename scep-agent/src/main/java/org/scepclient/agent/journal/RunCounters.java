package org.scepclient.agent.journal;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many runs there were since the journal began, also those that it no longer tells of.
 *
 * @param runs by the words of {@link RunResult}
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
        RunCounters more = new RunCounters(runs, failures);
        increment(more.runs, run.result().id());
        if (run.result().isFailure()) {
            increment(more.failures, run.code().orElse(NO_CODE));
        }
        return more;
    }

    private static void increment(Map<String, Long> counters, String name) {
        counters.merge(name, 1L, Long::sum);
    }
}
