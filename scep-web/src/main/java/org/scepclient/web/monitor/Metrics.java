package org.scepclient.web.monitor;

import java.time.Instant;
import java.util.Optional;
import org.scepclient.agent.automation.Status;
import org.scepclient.agent.journal.RunRecord;

/** The state in Prometheus' text format, version 0.0.4. */
public final class Metrics {
    /** The format's media type. */
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PREFIX = "scepclient_";
    private static final String GAUGE = "gauge";
    private static final String COUNTER = "counter";

    private final StringBuilder text = new StringBuilder();

    private Metrics() {}

    public static String of(Status status) {
        Metrics metrics = new Metrics();
        metrics.certificate(status);
        metrics.runs(status);
        return metrics.text.toString();
    }

    private void certificate(Status status) {
        gauge("enabled", "Whether the automation is on.", status.enabled() ? 1 : 0);
        gauge("enrolling", "Whether an enrollment is in progress.", status.enrolling() ? 1 : 0);
        gauge(
                "request_pending",
                "Whether a request waits for the CA.",
                status.pending().isPresent() ? 1 : 0);
        about("certificate_state", GAUGE, "The certificate's state, 1 for the one that is.");
        labelled("certificate_state", "state", status.label(), 1);
        status.inUse()
                .ifPresent(pair -> gauge(
                        "certificate_expiry_timestamp_seconds",
                        "When the certificate in use expires.",
                        seconds(pair.certificate().getNotAfter().toInstant())));
        status.daysLeft()
                .ifPresent(days ->
                        gauge("certificate_days_left", "Whole days until it expires; negative once it has.", days));
        status.renewalDue()
                .ifPresent(due -> gauge("renewal_due_timestamp_seconds", "When it is to be renewed.", seconds(due)));
    }

    private void runs(Status status) {
        Optional<RunRecord> last = status.lastRun();
        if (last.isPresent()) {
            gauge(
                    "last_run_timestamp_seconds",
                    "When the last run that did something ended.",
                    seconds(last.get().ended()));
            about("last_run_result", GAUGE, "How it ended, 1 for the result that it had.");
            labelled("last_run_result", "result", last.get().result().id(), 1);
        }
        about("runs_total", COUNTER, "Runs that did something, by result.");
        status.journal().counters().runs().forEach((result, count) -> labelled("runs_total", "result", result, count));
        about("failures_total", COUNTER, "Runs that failed, by the code of the error.");
        status.journal()
                .counters()
                .failures()
                .forEach((reason, count) -> labelled("failures_total", "reason", reason, count));
    }

    private void gauge(String name, String help, long value) {
        about(name, GAUGE, help);
        text.append(PREFIX).append(name).append(' ').append(value).append('\n');
    }

    private void about(String name, String type, String help) {
        text.append("# HELP ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(help)
                .append('\n');
        text.append("# TYPE ")
                .append(PREFIX)
                .append(name)
                .append(' ')
                .append(type)
                .append('\n');
    }

    private void labelled(String name, String label, String value, long number) {
        String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        text.append(PREFIX)
                .append(name)
                .append('{')
                .append(label)
                .append("=\"")
                .append(escaped)
                .append("\"} ")
                .append(number)
                .append('\n');
    }

    private static long seconds(Instant time) {
        return time.getEpochSecond();
    }
}
