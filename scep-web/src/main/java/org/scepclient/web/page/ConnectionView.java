package org.scepclient.web.page;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.scepclient.agent.settings.SettingsProblem;
import org.scepclient.certificate.CertificateText;
import org.scepclient.certificate.ValidityBar;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.web.connection.ConnectionResult;
import org.scepclient.web.markup.Markup;

/** The result of a connection test, with a button to pin each CA certificate. */
record ConnectionView(Optional<ConnectionResult> result) {
    static final String ID = "connection";

    void write(Markup page) {
        page.open("div", "id", ID, "class", "result", "role", "status");
        result.ifPresent(tested -> {
            switch (tested) {
                case ConnectionResult.Answered answered -> writeAnswered(page, answered);
                case ConnectionResult.Unusable unusable -> writeUnusable(page, unusable.problems());
                case ConnectionResult.Failed failed -> writeFailed(page, failed.message());
            }
        });
        page.close();
    }

    private static void writeFailed(Markup page, String message) {
        page.leaf("h3", "Connection failed").open("p", "class", "error");
        SettingText.writeOnGlobal(page, message);
        page.close();
    }

    private static void writeUnusable(Markup page, List<SettingsProblem> problems) {
        page.leaf("h3", "Not tested");
        for (SettingsProblem problem : problems) {
            page.open("p", "class", "error")
                    .leaf(
                            "a",
                            problem.setting().label(),
                            "href",
                            "#" + problem.setting().name());
            page.text(": ");
            SettingText.writeOnGlobal(page, TypedSettings.message(problem));
            page.close();
        }
    }

    private static void writeAnswered(Markup page, ConnectionResult.Answered answered) {
        page.leaf("h3", "The server responded");
        DefinitionList.open(page)
                .add("Server", answered.url())
                .add("Capabilities", capabilities(answered))
                .close();
        switch (answered.pinned()) {
            case NOT_SET ->
                page.leaf(
                        "p",
                        "Compare a fingerprint below with the one that the CA administrator gave you, then pin it. Without"
                                + " a pinned fingerprint, the first CA certificate received is trusted.",
                        "class",
                        "news");
            case MATCHES -> page.leaf("p", "The CA matches the fingerprint entered above.", "class", "done");
            case DIFFERS ->
                page.leaf(
                        "p",
                        "None of these certificates chains to the fingerprint entered above: this is another CA, or the"
                                + " fingerprint is wrong.",
                        "class",
                        "error");
        }
        page.open("ol", "class", "chain");
        answered.certificates().forEach(certificate -> writeCertificate(page, answered, certificate));
        page.close();
    }

    private static String capabilities(ConnectionResult.Answered answered) {
        String keywords = String.join(", ", answered.keywords());
        return answered.capabilities()
                .reason()
                .map(reason -> keywords.isEmpty() ? "none: " + reason : keywords + " (" + reason + ")")
                .orElse(keywords);
    }

    private static void writeCertificate(Markup page, ConnectionResult.Answered answered, X509Certificate certificate) {
        CertificateText text = CertificateText.of(certificate);
        ValidityBar validity = new ValidityBar(certificate, answered.roles().now());
        String fingerprint = text.fingerprint(DigestAlgorithm.SHA256);
        page.open("li");
        DefinitionList.open(page)
                .add("Subject", text.subject())
                .add("Issuer", text.issuer())
                .add("Role", String.join(", ", answered.roles().of(certificate)))
                .add("Valid", validity.dates() + ", " + validity.words())
                .add("Key", text.key())
                .add("SHA-256", fingerprint)
                .add("SHA-1", text.fingerprint(DigestAlgorithm.SHA1))
                .close();
        if (certificate.getBasicConstraints() >= 0) {
            page.open("p");
            page.open(
                    "button",
                    "type",
                    "submit",
                    "name",
                    GlobalPage.PIN,
                    "value",
                    fingerprint,
                    "formaction",
                    "global#CA_FINGERPRINT");
            page.text("Pin this CA certificate").leaf("span", ": " + text.subject(), "class", "unseen");
            page.close().close();
        }
        page.close();
    }
}
