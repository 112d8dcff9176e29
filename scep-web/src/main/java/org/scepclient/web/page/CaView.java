package org.scepclient.web.page;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.agent.automation.Status;
import org.scepclient.agent.journal.RunRecord;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.CaGeneration;
import org.scepclient.agent.store.CaTrust;
import org.scepclient.agent.store.KnownCa;
import org.scepclient.certificate.CertificateText;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.trust.Fingerprint;
import org.scepclient.web.markup.Markup;

/** The CA on the status page: the pinned certificate, those that are trusted by a rollover, and a refusal of another CA. */
record CaView(Status status) {

    /** The event and its remedy, after the server has sent another CA. */
    void writeRefusal(Markup page) {
        status.refusedCa().ifPresent(run -> writeRefusal(page, run));
    }

    private void writeRefusal(Markup page, RunRecord run) {
        page.open("div", "class", "notice error", "role", "alert", "id", "other-ca");
        page.leaf(
                "p",
                "The server sent another CA, which was refused. This device accepts only the pinned certificate and its"
                        + " successors:");
        DefinitionList list = DefinitionList.open(page);
        Optional<Fingerprint> configured = status.settings().flatMap(Settings::caFingerprint);
        List<X509Certificate> pinned = pinned();
        pinned.forEach(certificate -> certificate(list, "Pinned certificate", certificate));
        configured
                .filter(fingerprint -> pinned.stream().noneMatch(fingerprint::matches))
                .ifPresent(fingerprint -> list.add("Pinned certificate", "known by its fingerprint only")
                        .add(fingerprint.digest().jcaName(), fingerprint.toString()));
        list.add("Refused", run.reason()).close();
        page.open("p");
        SettingText.write(
                page,
                "If the CA was really replaced, compare the new fingerprint with that from the CA's administrator, and enter it"
                        + " as " + Setting.CA_FINGERPRINT.key() + ". Otherwise check " + Setting.URL.key()
                        + " and who else may have answered.");
        page.close().close();
    }

    /** The trusted certificates and the reason for the trust, so that an unverified CA is recognizable. */
    void write(Markup page) {
        if (status.ca().isEmpty()) {
            return;
        }
        KnownCa ca = status.ca().get();
        page.leaf("h2", "CA");
        DefinitionList list = DefinitionList.open(page).add("Trusted", reason(ca.trust()));
        Set<X509Certificate> shown = new HashSet<>(pinned());
        shown.forEach(certificate -> certificate(list, "Pinned certificate", certificate));
        for (CaGeneration generation : ca.generations().reversed()) {
            List<X509Certificate> successors = new ArrayList<>(anchors(generation));
            successors.removeIf(certificate -> !shown.add(certificate));
            successors.forEach(certificate -> certificate(
                    list.add("Rollover", "also trusted since " + TimeFormat.utc(generation.since())),
                    "Successor",
                    certificate));
        }
        ca.all().registrationAuthorities().forEach(authority -> certificate(list, "Registration authority", authority));
        list.close();
    }

    /** The certificates with the configured fingerprint, or else those that were trusted first. */
    private List<X509Certificate> pinned() {
        List<CaGeneration> oldestFirst =
                status.ca().map(KnownCa::generations).orElse(List.of()).reversed();
        Optional<Fingerprint> configured = status.settings().flatMap(Settings::caFingerprint);
        if (configured.isPresent()) {
            return oldestFirst.stream()
                    .flatMap(generation -> anchors(generation).stream())
                    .filter(configured.get()::matches)
                    .distinct()
                    .toList();
        }
        return oldestFirst.isEmpty() ? List.of() : anchors(oldestFirst.getFirst());
    }

    private static List<X509Certificate> anchors(CaGeneration generation) {
        return generation.certificates().certificates().stream()
                .filter(generation.certificates().anchors()::contains)
                .toList();
    }

    private static void certificate(DefinitionList list, String label, X509Certificate certificate) {
        CertificateText text = CertificateText.of(certificate);
        list.add(label, text.subject()).add("SHA-256", text.fingerprint(DigestAlgorithm.SHA256));
    }

    private static String reason(CaTrust trust) {
        return switch (trust) {
            case FINGERPRINT -> "by the fingerprint in the settings";
            case ACCEPTED -> "by a user who accepted its fingerprint";
            case FIRST_USE -> "on first use: this CA answered first, and nobody has compared its fingerprint";
        };
    }
}
