package org.scepclient.web.page;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.journal.RunResult;
import org.scepclient.web.markup.Markup;

/** A list of runs, the newest one first, with the output of their scripts. */
record RunList(List<RunRecord> runs, Instant now) {

    void write(Markup page) {
        page.open("ol", "class", "runs");
        for (int i = 0; i < runs.size(); i++) {
            run(page, runs.get(i), i);
        }
        page.close();
    }

    private void run(Markup page, RunRecord run, int index) {
        page.open("li").open("p", "class", "run");
        TimeFormat.write(page, TimeFormat.utc(run.ended()));
        page.leaf("span", run.kind().id()).leaf("strong", run.result().id(), "class", cssClass(run.result()));
        Duration elapsed = Duration.between(run.started(), run.ended());
        page.leaf(
                "span",
                (elapsed.isZero() ? "" : "took " + TimeFormat.duration(elapsed) + ", ") + "started by "
                        + run.trigger().id(),
                "class",
                "quiet");
        page.close();
        if (!run.reason().isEmpty()) {
            String code = run.code().map(id -> " (" + id + ")").orElse("");
            page.open("p", "class", run.result().isFailure() ? "error" : "news");
            SettingText.write(page, run.reason() + code);
            page.close();
        }
        if (!run.scriptOutput().isEmpty()) {
            output(page, run.scriptOutput(), index);
        }
        page.close();
    }

    /** The output of a script, collapsed except for that of the newest run. */
    private static void output(Markup page, String text, int index) {
        if (index == 0) {
            page.open("details", "open", "open", "id", "output-0");
        } else {
            page.open("details", "id", "output-" + index);
        }
        page.leaf("summary", "Script output").leaf("pre", text).close();
    }

    private static String cssClass(RunResult result) {
        return switch (result) {
            case ENROLLED -> "good";
            case FAILED, SCRIPT_FAILED, ROLLED_BACK -> "bad";
            case UNCHANGED, STAGED, PENDING, INTERRUPTED, CANCELLED -> "calm";
        };
    }
}
