package org.scepclient.agent.journal;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.scepclient.error.StorageException;
import org.scepclient.file.NamedLines;

/** The text format of a journal: the counters, then the runs, each of which starts with a {@code run} line. */
final class JournalText {
    private static final String HEAD = "scep-journal";
    private static final String VERSION = "1";
    private static final String RUN = "run";
    private static final String COUNT = "count ";
    private static final String FAILURES = "failures ";

    private JournalText() {}

    static String encode(JournalContent content) {
        NamedLines text = NamedLines.begin().put(HEAD, VERSION).put("note", content.note());
        content.counters().runs().forEach((result, count) -> text.put(COUNT + result, count));
        content.counters().failures().forEach((code, count) -> text.put(FAILURES + code, count));
        content.runs().forEach(run -> append(text, run));
        return text.toString();
    }

    private static void append(NamedLines text, RunRecord run) {
        text.put(RUN, run.started())
                .put("ended", run.ended())
                .put("trigger", run.trigger().id())
                .put("kind", run.kind().id())
                .put("result", run.result().id());
        run.code().ifPresent(code -> text.put("code", code));
        text.put("reason", run.reason());
        run.serial().ifPresent(serial -> text.put("serial", serial));
        text.put("output", run.scriptOutput());
    }

    static JournalContent decode(String place, String text) throws StorageException {
        NamedLines all = NamedLines.parse(place, text);
        if (!all.value(HEAD).equals(VERSION)) {
            throw all.damaged("unknown version", null);
        }
        try {
            return new JournalContent(
                    runs(place, all),
                    new RunCounters(counters(all, COUNT), counters(all, FAILURES)),
                    all.value("note"));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw all.damaged("invalid value", e);
        }
    }

    private static SortedMap<String, Long> counters(NamedLines all, String prefix) {
        SortedMap<String, Long> counters = new TreeMap<>();
        for (NamedLines.Line line : all.lines()) {
            if (line.name().startsWith(prefix)) {
                counters.put(line.name().substring(prefix.length()), Long.valueOf(line.value()));
            }
        }
        return counters;
    }

    private static List<RunRecord> runs(String place, NamedLines all) throws StorageException {
        List<RunRecord> runs = new ArrayList<>();
        NamedLines run = NamedLines.begin(place);
        for (NamedLines.Line line : all.lines().reversed()) {
            run.put(line.name(), line.value());
            if (line.name().equals(RUN)) {
                runs.addFirst(run(run));
                run = NamedLines.begin(place);
            }
        }
        return runs;
    }

    private static RunRecord run(NamedLines run) throws StorageException {
        return new RunRecord(
                Instant.parse(run.value(RUN)),
                Instant.parse(run.value("ended")),
                trigger(run.value("trigger")),
                kind(run.value("kind")),
                result(run.value("result")),
                run.find("code"),
                run.value("reason"),
                run.find("serial"),
                run.find("output").orElse(""));
    }

    private static RunTrigger trigger(String id) {
        return Arrays.stream(RunTrigger.values())
                .filter(trigger -> trigger.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id));
    }

    private static RunKind kind(String id) {
        return Arrays.stream(RunKind.values())
                .filter(kind -> kind.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id));
    }

    private static RunResult result(String id) {
        return Arrays.stream(RunResult.values())
                .filter(result -> result.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(id));
    }
}
