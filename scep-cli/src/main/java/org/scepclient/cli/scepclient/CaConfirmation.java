package org.scepclient.cli.scepclient;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.Report;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.enrollment.CaRecognizer;
import org.scepclient.enrollment.RecognizedCa;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TrustException;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.Fingerprint;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Recognizes the CA as the options say: by a fingerprint, by what an earlier run recognized, or by asking a person. Where
 * nobody can be asked, a CA is refused unless trust on first use was asked for.
 */
final class CaConfirmation {
    static final String FINGERPRINT = "--ca-fingerprint";
    static final String RA_FINGERPRINT = "--ra-fingerprint";
    static final String FIRST_USE = "--trust-on-first-use";

    private final Arguments arguments;
    private final Report report;
    private final CommandContext context;

    CaConfirmation(Arguments arguments, Report report, CommandContext context) {
        this.arguments = arguments;
        this.report = report;
        this.context = context;
    }

    static void addOptions(CommandSpec spec) {
        spec.addOption(Options.value(
                        FINGERPRINT,
                        "HEX",
                        "SHA-256 fingerprint of the CA certificate, as the CA's people tell it. Without it the"
                                + " fingerprint is shown and you are asked; where nobody can be asked, nothing is sent.")
                .build());
        spec.addOption(Options.value(
                        RA_FINGERPRINT,
                        "HEX",
                        "SHA-256 fingerprint of the registration authority's certificate: the only one that may answer"
                                + " for the CA. With a comma where one signs and another decrypts.")
                .build());
        spec.addOption(Options.flag(
                        FIRST_USE,
                        "Without a fingerprint and a terminal: trust what the server sends, this once. Whoever"
                                + " controls the network then controls the result. Later runs hold on to it.")
                .build());
    }

    /**
     * The decision that the options ask for.
     *
     * @param known the CA that an earlier run recognized
     */
    CaRecognizer recognizer(Optional<CaCertificates> known) {
        return new CaRecognizer(
                arguments.text(FINGERPRINT).map(text -> Fingerprint.parse(FINGERPRINT, text)),
                arguments
                        .text(RA_FINGERPRINT)
                        .map(text -> Fingerprint.parseAll(RA_FINGERPRINT, text))
                        .orElse(List.of()),
                known,
                this::accept,
                "give the new CA's as " + FINGERPRINT);
    }

    /** Reports what the user should know about a CA that was recognized. */
    void report(RecognizedCa recognized) {
        recognized.notices().forEach(report::notice);
        for (X509Certificate authority : recognized.newAuthorities()) {
            report.notice("new registration authority '" + authority.getSubjectX500Principal() + "', SHA-256 "
                    + fingerprint(authority) + "; to accept only one, give " + RA_FINGERPRINT);
        }
    }

    static Fingerprint fingerprint(X509Certificate certificate) {
        return Fingerprint.of(certificate, DigestAlgorithm.SHA256);
    }

    private void accept(X509Certificate anchor) throws TrustException {
        String name = "'" + anchor.getSubjectX500Principal() + "'";
        Fingerprint fingerprint = fingerprint(anchor);
        if (arguments.has(FIRST_USE)) {
            report.notice("trusting the CA " + name + " on first use, with SHA-256 fingerprint " + fingerprint);
            return;
        }
        if (!context.terminal().isInteractive()) {
            throw new TrustException(
                    ErrorCode.FINGERPRINT,
                    "the CA " + name + " is not known yet and nobody can be asked; compare its SHA-256 fingerprint with"
                            + " the one that the CA's people tell you and give it: " + FINGERPRINT + " " + fingerprint);
        }
        ask(name, fingerprint);
    }

    private void ask(String name, Fingerprint fingerprint) throws TrustException {
        report.notice("the server says it is the CA " + name);
        report.notice("SHA-256 fingerprint " + fingerprint);
        String answer = context.terminal()
                .ask("Is this the fingerprint that the CA's people told you? Type yes to go on:")
                .orElse("");
        if (!answer.strip().toLowerCase(Locale.ROOT).equals("yes")) {
            throw new TrustException(
                    ErrorCode.FINGERPRINT, "the CA " + name + " was not accepted; nothing was sent to it");
        }
    }
}
