package org.scepclient.web.page;

import java.util.List;
import org.scepclient.agent.journal.JournalContent;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.value.Printable;
import org.scepclient.web.log.SystemLog;
import org.scepclient.web.markup.Markup;

/**
 * Information &gt; System Log: what the app logged.
 *
 * @param recent what the runs of this process said
 */
public record LogPage(SystemLog.Content system, List<String> recent, JournalContent journal) {

    public void write(Markup page) {
        page.leaf("h2", "Runs that this page started");
        lines(page, recent, "None since the page was started.");
        page.leaf("h2", "Journal of all runs, newest first");
        lines(page, journal.runs().stream().map(LogPage::line).toList(), "There was no run so far.");
        page.leaf("h2", "System log " + system.file());
        lines(page, system.lines(), system.note());
    }

    private static void lines(Markup page, List<String> lines, String otherwise) {
        if (lines.isEmpty()) {
            page.leaf("p", otherwise);
        } else {
            page.leaf("pre", String.join("\n", lines), "class", "log");
        }
    }

    private static String line(RunRecord run) {
        return TimeFormat.at(run.ended()) + "  " + run.trigger().id() + "  "
                + run.kind().id() + "  "
                + run.result().id()
                + run.serial().map(serial -> "  " + serial).orElse("")
                + (run.reason().isEmpty() ? "" : "  " + Printable.oneLine(run.reason()));
    }
}
