package org.scepclient.web.page;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.scepclient.automation.Status;
import org.scepclient.certificate.CertificateText;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.journal.RunRecord;
import org.scepclient.web.markup.Markup;

/** Information &gt; Status. */
public final class StatusPage {
    private static final int MOST_RUNS = 10;
    private static final int BAR = 1000;

    private final Status status;
    private final String formToken;
    private final boolean running;

    /**
     * The page of one moment.
     *
     * @param running whether this process does a run
     */
    public StatusPage(Status status, String formToken, boolean running) {
        this.status = status;
        this.formToken = formToken;
        this.running = running || status.enrolling();
    }

    public boolean refreshing() {
        return running;
    }

    public void write(Markup page) {
        page.leaf("pre", status.moduleLine() + "\n" + status.certificateLine(), "role", "status");
        if (!status.problem().isEmpty()) {
            page.leaf("p", status.problem(), "class", "error", "role", "alert");
        }
        status.inUse().ifPresent(pair -> certificate(page, pair.certificate()));
        status.pending()
                .ifPresent(pending -> page.leaf("h2", "Waiting request")
                        .leaf(
                                "pre",
                                "Transaction : " + pending.ticket().transactionId() + "\nUntil       : "
                                        + pending.times().deadline()));
        buttons(page);
        runs(page);
    }

    private void certificate(Markup page, X509Certificate certificate) {
        page.leaf("h2", "Certificate");
        bar(page, certificate);
        CertificateText text = CertificateText.of(certificate);
        StringBuilder facts = new StringBuilder();
        fact(facts, "State", status.word());
        fact(facts, "Subject", text.subject());
        fact(facts, "Issuer", text.issuer());
        fact(facts, "Serial Number", text.serial());
        fact(
                facts,
                "Valid",
                certificate.getNotBefore().toInstant() + " to "
                        + certificate.getNotAfter().toInstant());
        status.daysLeft().ifPresent(days -> fact(facts, "Days Left", days.toString()));
        status.renewalDue()
                .ifPresent(due -> fact(
                        facts, "Renewal", due.truncatedTo(ChronoUnit.SECONDS).toString()));
        fact(facts, "Names", String.join(", ", text.alternativeNames()));
        fact(facts, "Key Usage", String.join(", ", text.usages()));
        fact(facts, "Key", text.key());
        fact(facts, "SHA-256", text.fingerprint(DigestAlgorithm.SHA256));
        status.chain()
                .forEach(issuer ->
                        fact(facts, "Chain", CertificateText.of(issuer).subject()));
        page.leaf("pre", facts.toString());
    }

    private static void fact(StringBuilder facts, String label, String value) {
        if (!value.isEmpty()) {
            facts.append(label)
                    .append(" ".repeat(Math.max(0, 14 - label.length())))
                    .append(": ")
                    .append(value)
                    .append('\n');
        }
    }

    /** The validity as a bar, with today and the renewal; the text beside it says the same. */
    private void bar(Markup page, X509Certificate certificate) {
        page.open(
                "svg",
                "class",
                "bar",
                "viewBox",
                "0 0 1000 60",
                "role",
                "img",
                "aria-label",
                "Validity: today and renewal");
        page.leaf("rect", "", "class", "life", "x", "0", "y", "20", "width", "1000", "height", "20");
        String today = place(certificate, status.now());
        page.leaf("rect", "", "class", "past", "x", "0", "y", "20", "width", today, "height", "20");
        page.leaf("line", "", "class", "today", "x1", today, "x2", today, "y1", "10", "y2", "50");
        status.renewalDue().ifPresent(due -> {
            String at = place(certificate, due);
            page.leaf("line", "", "class", "renewal", "x1", at, "x2", at, "y1", "10", "y2", "50");
        });
        page.close();
    }

    private static String place(X509Certificate certificate, Instant time) {
        Instant from = certificate.getNotBefore().toInstant();
        double whole =
                Duration.between(from, certificate.getNotAfter().toInstant()).toSeconds();
        double part = Duration.between(from, time).toSeconds();
        return Long.toString(Math.round(BAR * Math.clamp(whole > 0 ? part / whole : 1, 0.0, 1.0)));
    }

    private void buttons(Markup page) {
        button(page, "renew", "Renew now");
        if (status.pending().isPresent()) {
            button(page, "clear", "Clear pending request");
        }
        if (status.inUse().isPresent()) {
            page.leaf("p", "", "class", "gap");
            page.leaf("a", "Download certificate", "href", "certificate.crt");
            page.text(" ").leaf("a", "Download chain", "href", "chain.crt");
        }
    }

    private void button(Markup page, String action, String words) {
        page.open("form", "method", "post", "action", action);
        page.single("input", "type", "hidden", "name", "token", "value", formToken);
        page.leaf("button", words, "type", "submit").close();
    }

    private void runs(Markup page) {
        List<RunRecord> runs = status.journal().runs();
        if (runs.isEmpty()) {
            return;
        }
        page.leaf("h2", "Last runs");
        for (RunRecord run : runs.subList(0, Math.min(MOST_RUNS, runs.size()))) {
            page.leaf(
                    "pre",
                    run.ended().truncatedTo(ChronoUnit.SECONDS) + " "
                            + run.kind().word() + " " + run.result().word()
                            + (run.reason().isEmpty() ? "" : ": " + run.reason())
                            + (run.scriptOutput().isEmpty() ? "" : "\n" + run.scriptOutput()));
        }
    }
}
