package org.scepclient.web.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.journal.RunResult;
import org.scepclient.web.markup.Markup;

/** Runs, the newest first, with what their scripts printed. */
record RunList(List<RunRecord> runs, Instant now) {

    void write(Markup page) {
        page.open("ol", "class", "runs");
        for (int i = 0; i < runs.size(); i++) {
            run(page, runs.get(i), i);
        }
        page.close();
    }

    private void run(Markup page, RunRecord run, int place) {
        page.open("li").open("p", "class", "run");
        page.leaf("time", TimeFormat.at(run.ended()), "datetime", run.ended().toString());
        page.leaf("span", run.kind().id()).leaf("strong", run.result().id(), "class", look(run.result()));
        Duration took = Duration.between(run.begun(), run.ended());
        page.leaf(
                "span",
                "took " + TimeFormat.words(took) + ", started by "
                        + run.trigger().id(),
                "class",
                "quiet");
        page.close();
        if (!run.reason().isEmpty()) {
            String code = run.code().map(id -> " (" + id + ")").orElse("");
            page.leaf("p", run.reason() + code, "class", run.result().isFailure() ? "error" : "news");
        }
        if (!run.scriptOutput().isEmpty()) {
            output(page, run.scriptOutput(), place);
        }
        page.close();
    }

    /** That of the last run is open. */
    private static void output(Markup page, String text, int place) {
        if (place == 0) {
            page.open("details", "open", "open", "id", "output-0");
        } else {
            page.open("details", "id", "output-" + place);
        }
        page.leaf("summary", "What the script printed").leaf("pre", text).close();
    }

    private static String look(RunResult result) {
        return switch (result) {
            case ENROLLED -> "good";
            case FAILED, SCRIPT_FAILED -> "bad";
            case UNCHANGED, PENDING, CLOCK_NOT_SET -> "calm";
        };
    }
}
