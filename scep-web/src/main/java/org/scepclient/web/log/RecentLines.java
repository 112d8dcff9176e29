package org.scepclient.web.log;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.scepclient.agent.automation.RunLog;

/** Passes a log's lines on and keeps the last ones, for a person who watches a run on the page. */
public final class RecentLines implements RunLog {
    private static final int MOST = 200;

    private final RunLog log;
    private final Clock clock;
    private final Deque<String> lines = new ArrayDeque<>();

    private RecentLines(RunLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** The log itself where it keeps its lines already. */
    public static RecentLines of(RunLog log, Clock clock) {
        return log instanceof RecentLines kept ? kept : new RecentLines(log, clock);
    }

    @Override
    public void say(String line) {
        String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        keep(time.replace('T', ' ').replace("Z", " UTC") + "  " + line);
        log.say(line);
    }

    private synchronized void keep(String line) {
        if (lines.size() == MOST) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    /** The last lines, the oldest first. */
    public synchronized List<String> last(int most) {
        return lines.stream().skip(Math.max(0, lines.size() - most)).toList();
    }
}
