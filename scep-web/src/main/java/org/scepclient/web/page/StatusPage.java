package org.scepclient.web.page;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepclient.agent.automation.Status;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.store.CaGeneration;
import org.scepclient.agent.store.CaTrust;
import org.scepclient.agent.store.KnownCa;
import org.scepclient.agent.store.LatestCredential;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.certificate.CertificateText;
import org.scepclient.certificate.ValidityBar;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.trust.CaCertificates;
import org.scepclient.web.markup.Markup;

/**
 * Information &gt; Status, at one moment.
 *
 * @param activity what this process does about it
 * @param notice about what was pressed
 * @param formToken the session's
 */
public record StatusPage(Status status, RunActivity activity, Notice notice, String formToken) {
    private static final int MOST_RUNS = 10;

    /**
     * What goes on.
     *
     * @param active whether this process does a run
     * @param lines what its runs said last
     * @param next when the certificate is looked at next; empty where another program decides it
     */
    public record RunActivity(boolean active, List<String> lines, Optional<Instant> next) {}

    /** Whether the page is to follow a run. */
    public boolean refreshing() {
        return activity.active() || status.run().isPresent();
    }

    public void write(Markup page) {
        notice.write(page);
        page.leaf("pre", status.moduleLine() + "\n" + status.certificateLine(), "id", "lines", "role", "status");
        page.open("div", "id", "live", "data-running", refreshing() ? "yes" : "no");
        if (!status.problem().isEmpty()) {
            page.leaf("p", status.problem(), "class", "notice error", "role", "alert");
        }
        if (refreshing()) {
            activity(page);
        }
        status.pending().ifPresent(waiting -> pending(page, waiting));
        state(page);
        buttons(page);
        status.inUse().ifPresent(pair -> certificate(page, pair.certificate()));
        status.ca().ifPresent(ca -> authority(page, ca));
        runs(page);
        page.close();
    }

    private void activity(Markup page) {
        page.leaf("h2", "Now");
        page.leaf("p", "A run is in progress; this page follows it.", "class", "working");
        if (!activity.lines().isEmpty()) {
            page.leaf("pre", String.join("\n", activity.lines()), "class", "log");
        }
    }

    private void pending(Markup page, PendingEnrollment waiting) {
        page.leaf("h2", "Waiting request");
        DefinitionList.begin(page)
                .fact("Request", waiting.kind().id())
                .fact("State", waiting.accepted() ? "the CA has to approve it" : "sent, without an answer so far")
                .fact("Transaction", waiting.ticket().transactionId().value())
                .fact(
                        "Waits until",
                        TimeFormat.at(waiting.times().deadline()) + ", "
                                + TimeFormat.from(status.now(), waiting.times().deadline()))
                .end();
        button(page, "clear", "Clear pending request");
    }

    private void state(Markup page) {
        page.leaf("h2", "Certificate");
        Optional<X509Certificate> inUse = status.inUse().map(pair -> pair.certificate());
        inUse.ifPresent(certificate ->
                new ValidityChart(new ValidityBar(certificate, status.now()), status.renewalDue()).write(page));
        String word = status.label();
        String look = word.equals("Valid") ? "good" : word.equals("Not enrolled") ? "calm" : "bad";
        DefinitionList facts =
                DefinitionList.begin(page).state("State", word, look).fact("Trouble", trouble());
        status.daysLeft().ifPresent(days -> facts.fact("Days left", days.toString()));
        status.renewalDue().ifPresent(due -> facts.fact("Renewal", TimeFormat.at(due)));
        facts.fact("Next check", next()).end();
    }

    private String next() {
        if (!status.enabled()) {
            return "none, as automation is disabled";
        }
        return activity.next()
                .map(moment -> TimeFormat.at(moment) + ", " + TimeFormat.from(status.now(), moment))
                .orElse("at the next start, Apply, or call of check-cert.sh (see crontab)");
    }

    /** What is wrong with the files, where the word alone does not tell. */
    private String trouble() {
        return switch (status.pair()) {
            case LatestCredential.Recovered recovered -> recovered.fault().label() + ": " + recovered.problem();
            case LatestCredential.Unusable unusable -> unusable.problem();
            case LatestCredential.None none -> "";
            case LatestCredential.Whole whole -> "";
        };
    }

    private static void certificate(Markup page, X509Certificate certificate, List<X509Certificate> chain) {
        CertificateText text = CertificateText.of(certificate);
        List<String> usages = new ArrayList<>(text.usages());
        usages.addAll(text.extendedUsages());
        DefinitionList.begin(page)
                .fact("Subject", text.subject())
                .fact("Issuer", text.issuer())
                .fact("Serial", text.serial())
                .facts("Names", text.alternativeNames())
                .fact("Usages", String.join(", ", usages))
                .fact("Key", text.key())
                .fact("SHA-256", text.fingerprint(DigestAlgorithm.SHA256))
                .facts(
                        "Chain",
                        chain.stream()
                                .map(issuer -> CertificateText.of(issuer).subject())
                                .toList())
                .end();
    }

    private void certificate(Markup page, X509Certificate certificate) {
        page.leaf("h2", "Details");
        certificate(page, certificate, status.chain());
    }

    /** The certificates that are trusted, and why: a person sees here whether the CA was ever looked at. */
    private static void authority(Markup page, KnownCa ca) {
        page.leaf("h2", "CA");
        DefinitionList facts = DefinitionList.begin(page).fact("Trusted", reason(ca.trust()));
        List<CaGeneration> oldestFirst = ca.generations().reversed();
        anchors(facts, oldestFirst.getFirst().certificates());
        oldestFirst.stream().skip(1).forEach(follower -> {
            facts.fact("By rollover", "trusted too since " + TimeFormat.at(follower.since()));
            anchors(facts, follower.certificates());
        });
        ca.all().registrationAuthorities().forEach(authority -> {
            CertificateText text = CertificateText.of(authority);
            facts.fact("Registration authority", text.subject())
                    .fact("SHA-256", text.fingerprint(DigestAlgorithm.SHA256));
        });
        facts.end();
    }

    private static void anchors(DefinitionList facts, CaCertificates certificates) {
        certificates.certificates().stream()
                .filter(certificates.anchors()::contains)
                .forEach(anchor -> {
                    CertificateText text = CertificateText.of(anchor);
                    facts.fact("Subject", text.subject()).fact("SHA-256", text.fingerprint(DigestAlgorithm.SHA256));
                });
    }

    private static String reason(CaTrust trust) {
        return switch (trust) {
            case FINGERPRINT -> "its fingerprint is in the settings";
            case ACCEPTED -> "its fingerprint was looked at and accepted";
            case FIRST_USE -> "on first use: it was the first that answered, and nobody has compared its fingerprint";
        };
    }

    private void buttons(Markup page) {
        page.open("div", "class", "buttons");
        if (!status.enabled()) {
            page.open("p")
                    .text("To enroll: ")
                    .leaf("a", "enable automation", "href", "global#ENABLED")
                    .close();
        } else if (!refreshing()) {
            button(page, "renew", status.inUse().isPresent() ? "Renew now" : "Enroll now");
        }
        if (status.inUse().isPresent()) {
            page.leaf("a", "Download certificate", "href", "certificate.crt", "download", "certificate.crt");
            if (!status.chain().isEmpty()) {
                page.leaf("a", "Download chain", "href", "chain.crt", "download", "chain.crt");
            }
        }
        page.close();
    }

    private void button(Markup page, String action, String words) {
        page.open("form", "method", "post", "action", action);
        Notice.token(page, formToken);
        page.leaf("button", words, "type", "submit", "id", action).close();
    }

    private void runs(Markup page) {
        List<RunRecord> runs = status.journal().runs();
        page.leaf("h2", "Last runs");
        if (!status.journal().note().isEmpty()) {
            page.leaf("p", status.journal().note(), "class", "error");
        }
        if (runs.isEmpty()) {
            page.leaf("p", "There was no run so far that had something to do.");
            return;
        }
        new RunList(runs.subList(0, Math.min(MOST_RUNS, runs.size())), status.now()).write(page);
    }
}
