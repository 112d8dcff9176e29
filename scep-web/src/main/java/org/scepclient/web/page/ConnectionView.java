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

/** What a test of the connection found, with a button to take a fingerprint over. */
record ConnectionView(Optional<ConnectionResult> result) {
    static final String ID = "connection";

    void write(Markup page) {
        page.open("div", "id", ID, "class", "result", "role", "status");
        result.ifPresent(found -> {
            switch (found) {
                case ConnectionResult.Answered answered -> answered(page, answered);
                case ConnectionResult.Unusable unusable -> unusable(page, unusable.problems());
                case ConnectionResult.Failed failed -> failed(page, failed.message());
            }
        });
        page.close();
    }

    private static void failed(Markup page, String message) {
        page.leaf("h3", "No usable answer").leaf("p", message, "class", "error");
    }

    private static void unusable(Markup page, List<SettingsProblem> problems) {
        page.leaf("h3", "Not asked");
        for (SettingsProblem problem : problems) {
            page.open("p", "class", "error")
                    .leaf(
                            "a",
                            problem.setting().label(),
                            "href",
                            "#" + problem.setting().name());
            page.text(": " + TypedSettings.words(problem)).close();
        }
    }

    private static void answered(Markup page, ConnectionResult.Answered answered) {
        page.leaf("h3", "The server answers");
        DefinitionList.begin(page)
                .fact("Server", answered.url())
                .fact("Capabilities", capabilities(answered))
                .end();
        switch (answered.pinned()) {
            case NOT_SET ->
                page.leaf(
                        "p",
                        "Compare a fingerprint below with the one that the CA's people tell you, then pin it. Without"
                                + " one, the first CA seen is trusted and kept.",
                        "class",
                        "news");
            case MATCHES -> page.leaf("p", "This is the CA of the fingerprint typed above.", "class", "done");
            case DIFFERS ->
                page.leaf(
                        "p",
                        "None of these certificates leads to the fingerprint typed above: this is another CA, or the"
                                + " fingerprint is wrong.",
                        "class",
                        "error");
        }
        page.open("ol", "class", "chain");
        answered.certificates().forEach(certificate -> certificate(page, answered, certificate));
        page.close();
    }

    private static String capabilities(ConnectionResult.Answered answered) {
        String words = String.join(", ", answered.words());
        return answered.capabilities()
                .reason()
                .map(reason -> words.isEmpty() ? "none: " + reason : words + " (" + reason + ")")
                .orElse(words);
    }

    private static void certificate(Markup page, ConnectionResult.Answered answered, X509Certificate certificate) {
        CertificateText text = CertificateText.of(certificate);
        ValidityBar validity = new ValidityBar(certificate, answered.roles().now());
        String fingerprint = text.fingerprint(DigestAlgorithm.SHA256);
        page.open("li");
        DefinitionList.begin(page)
                .fact("Subject", text.subject())
                .fact("Issuer", text.issuer())
                .fact("Part", String.join(", ", answered.roles().of(certificate)))
                .fact("Valid", validity.dates() + ", " + validity.words())
                .fact("Key", text.key())
                .fact("SHA-256", fingerprint)
                .fact("SHA-1", text.fingerprint(DigestAlgorithm.SHA1))
                .end();
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
