package org.scepclient.web.log;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.scepclient.agent.automation.RunLog;

/** Keeps the last lines of a run log, for the web interface, and passes all lines on. */
public final class RecentLines implements RunLog {
    private static final int MAX_LINES = 200;

    private final RunLog log;
    private final Clock clock;
    private final Deque<String> lines = new ArrayDeque<>();

    private RecentLines(RunLog log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    /** Wraps the log unless it already is such a log. */
    public static RecentLines of(RunLog log, Clock clock) {
        return log instanceof RecentLines recent ? recent : new RecentLines(log, clock);
    }

    @Override
    public void write(Priority priority, String line) {
        String time = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        add(time.replace('T', ' ').replace("Z", " UTC") + "  " + line);
        log.write(priority, line);
    }

    private synchronized void add(String line) {
        if (lines.size() == MAX_LINES) {
            lines.removeFirst();
        }
        lines.addLast(line);
    }

    /** Returns up to {@code count} of the last lines, the oldest one first. */
    public synchronized List<String> last(int count) {
        return lines.stream().skip(Math.max(0, lines.size() - count)).toList();
    }
}
