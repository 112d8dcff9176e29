package org.scepclient.agent.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * The content of a journal.
 *
 * @param runs the newest one first
 * @param note message about the journal itself, for example that it was damaged; empty if there is none
 */
public record JournalContent(List<RunRecord> runs, RunCounters counters, String note) {
    public JournalContent {
        runs = List.copyOf(runs);
    }

    static JournalContent empty(String note) {
        return new JournalContent(List.of(), RunCounters.none(), note);
    }

    /** Adds a run, and drops the oldest ones over {@code maxRuns}. */
    JournalContent plus(RunRecord run, int maxRuns) {
        List<RunRecord> all = new ArrayList<>(List.of(run));
        all.addAll(runs);
        return new JournalContent(all.subList(0, Math.min(maxRuns, all.size())), counters.plus(run), note);
    }
}
