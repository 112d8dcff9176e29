package org.scepclient.agent.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * All that a journal tells.
 *
 * @param runs the newest first
 * @param note what happened to the journal itself, for example that it was damaged; perhaps empty
 */
public record JournalContent(List<RunRecord> runs, RunCounters counters, String note) {
    public JournalContent {
        runs = List.copyOf(runs);
    }

    static JournalContent empty(String note) {
        return new JournalContent(List.of(), RunCounters.none(), note);
    }

    /** With one more run, and without those that are then too many. */
    JournalContent plus(RunRecord run, int most) {
        List<RunRecord> all = new ArrayList<>(List.of(run));
        all.addAll(runs);
        return new JournalContent(all.subList(0, Math.min(most, all.size())), counters.plus(run), note);
    }
}
