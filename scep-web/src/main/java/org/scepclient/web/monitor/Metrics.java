package org.scepclient.web.monitor;

import java.time.Instant;
import java.util.Optional;
import org.scepclient.agent.automation.CertificateState;
import org.scepclient.agent.automation.Status;
import org.scepclient.agent.journal.RunRecord;

/** The automation's state in the Prometheus text format, version 0.0.4. */
public final class Metrics {
    /** Media type of the format. */
    public static final String TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final String PREFIX = "scepclient_";
    private static final String GAUGE = "gauge";
    private static final String COUNTER = "counter";

    private final StringBuilder text = new StringBuilder();

    private Metrics() {}

    public static String of(Status status) {
        Metrics metrics = new Metrics();
        metrics.state(status);
        metrics.certificate(status);
        metrics.runs(status);
        return metrics.text.toString();
    }

    private void state(Status status) {
        gauge("enabled", "1 if the automation is enabled.", status.enabled() ? 1 : 0);
        gauge("enrolling", "1 during an enrollment or renewal.", status.enrolling() ? 1 : 0);
        gauge("request_pending", "1 if a request waits for approval by the CA.", status.waitsForApproval() ? 1 : 0);
        CertificateState state = status.state();
        gauge(
                "renewal_overdue",
                "1 if the renewal is overdue while the certificate is still valid.",
                state == CertificateState.OVERDUE ? 1 : 0);
        gauge(
                "certificate_staged",
                "1 if a new certificate waits for the deployment window.",
                state == CertificateState.STAGED ? 1 : 0);
        gauge(
                "certificate_rolled_back",
                "1 if the previous certificate is in use, because the new one was not verified.",
                state == CertificateState.ROLLED_BACK ? 1 : 0);
        gauge(
                "moving_to_another_ca",
                "1 if the settings name another CA than that of the certificate in use.",
                status.move().isPresent() ? 1 : 0);
        gauge(
                "script_failed",
                "1 if a script failed with the certificate in use.",
                status.scriptFailure().isPresent() ? 1 : 0);
        gauge(
                "settings_unusable",
                "Number of unusable values in the settings.",
                status.settings().map(settings -> settings.problems().size()).orElse(1));
        header("certificate_state", GAUGE, "State of the certificate: 1 for the current state.");
        sample("certificate_state", "state", state.label(), 1);
    }

    private void certificate(Status status) {
        status.inUse()
                .ifPresent(credential -> gauge(
                        "certificate_expiry_timestamp_seconds",
                        "Expiry time of the certificate in use.",
                        seconds(credential.certificate().getNotAfter().toInstant())));
        status.daysLeft()
                .ifPresent(days ->
                        gauge("certificate_days_left", "Whole days until expiry; negative after expiry.", days));
        status.renewalDue()
                .ifPresent(due ->
                        gauge("renewal_due_timestamp_seconds", "Time at which the renewal is due.", seconds(due)));
    }

    private void runs(Status status) {
        Optional<RunRecord> last = status.lastRun();
        if (last.isPresent()) {
            gauge(
                    "last_run_timestamp_seconds",
                    "End of the last recorded run.",
                    seconds(last.get().ended()));
            header("last_run_result", GAUGE, "Result of the last recorded run: 1 for its result.");
            sample("last_run_result", "result", last.get().result().id(), 1);
        }
        header("runs_total", COUNTER, "Recorded runs by result.");
        status.journal().counters().runs().forEach((result, count) -> sample("runs_total", "result", result, count));
        header("failures_total", COUNTER, "Failed runs by error code.");
        status.journal()
                .counters()
                .failures()
                .forEach((reason, count) -> sample("failures_total", "reason", reason, count));
    }

    private void gauge(String name, String help, long value) {
        header(name, GAUGE, help);
        text.append(PREFIX).append(name).append(' ').append(value).append('\n');
    }

    private void header(String name, String type, String help) {
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

    private void sample(String name, String label, String labelValue, long value) {
        String escaped = labelValue.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
        text.append(PREFIX)
                .append(name)
                .append('{')
                .append(label)
                .append("=\"")
                .append(escaped)
                .append("\"} ")
                .append(value)
                .append('\n');
    }

    private static long seconds(Instant time) {
        return time.getEpochSecond();
    }
}
