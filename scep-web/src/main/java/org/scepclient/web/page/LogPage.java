package org.scepclient.web.page;

import java.util.List;
import org.scepclient.agent.journal.JournalContent;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.value.Printable;
import org.scepclient.web.log.SystemLog;
import org.scepclient.web.markup.Markup;

/**
 * Information &gt; System Log.
 *
 * @param recent log lines of this process's runs
 */
public record LogPage(SystemLog.Content system, List<String> recent, JournalContent journal) {

    public void write(Markup page) {
        page.leaf("h2", "Runs of this process");
        lines(page, recent, "No runs since this process started.");
        page.leaf("h2", "Journal of all runs, newest first");
        lines(page, journal.runs().stream().map(LogPage::line).toList(), "No runs yet.");
        page.leaf("h2", "System log " + system.file());
        lines(page, system.lines(), system.note());
    }

    private static void lines(Markup page, List<String> lines, String note) {
        if (lines.isEmpty()) {
            page.leaf("p", note);
        } else {
            page.leaf("pre", String.join("\n", lines), "class", "log");
        }
    }

    private static String line(RunRecord run) {
        return TimeFormat.utc(run.ended()) + "  " + run.trigger().id() + "  "
                + run.kind().id() + "  "
                + run.result().id()
                + run.serial().map(serial -> "  " + serial).orElse("")
                + (run.reason().isEmpty() ? "" : "  " + Printable.oneLine(run.reason()));
    }
}
