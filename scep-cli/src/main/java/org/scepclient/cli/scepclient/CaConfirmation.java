package org.scepclient.cli.scepclient;

import java.nio.file.Path;
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
import org.scepclient.error.StorageException;
import org.scepclient.error.TrustException;
import org.scepclient.file.TextFile;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.Fingerprint;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Recognizes the CA by the options: by a fingerprint, as the CA of an earlier run, or by asking a person. Without a
 * terminal, a new CA is rejected unless trust on first use was requested.
 */
final class CaConfirmation {
    static final String FINGERPRINT = "--ca-fingerprint";
    static final String RA_FINGERPRINT = "--ra-fingerprint";
    static final String CHAIN = "--ca-chain";
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
                        "SHA-256 fingerprint of the CA certificate, from the CA's administrator. Without it, the command"
                                + " shows the fingerprint and asks for confirmation; without a terminal, it sends"
                                + " nothing.")
                .build());
        spec.addOption(Options.value(
                        RA_FINGERPRINT,
                        "HEX",
                        "SHA-256 fingerprint of the registration authority's certificate: the only one that may reply for"
                                + " the CA. Two, separated by a comma, if one signs and another decrypts.")
                .build());
        spec.addOption(Options.value(
                        CHAIN,
                        "FILE",
                        "Further certificates of the CA that the server does not send, for example that of the issuing CA.")
                .build());
        spec.addOption(Options.flag(
                        FIRST_USE,
                        "Without a fingerprint and a terminal: trust the CA certificate that the server sends, this once."
                                + " Anyone who controls the network then controls the result. Later runs accept that"
                                + " CA only.")
                .build());
    }

    /**
     * The recognition that the options request.
     *
     * @param known the CA that an earlier run recognized
     */
    CaRecognizer recognizer(Optional<CaCertificates> known) throws StorageException {
        Optional<String> further = arguments.text(CHAIN);
        return new CaRecognizer(
                fingerprint(arguments),
                arguments
                        .text(RA_FINGERPRINT)
                        .map(text -> Fingerprint.parseAll(RA_FINGERPRINT, text))
                        .orElse(List.of()),
                known,
                this::accept,
                further.isPresent() ? TextFile.certificates(Path.of(further.get())) : List.of(),
                "give the new CA's as " + FINGERPRINT);
    }

    /** The fingerprint of the CA that the options name. */
    static Optional<Fingerprint> fingerprint(Arguments arguments) {
        return arguments.text(FINGERPRINT).map(text -> Fingerprint.parse(FINGERPRINT, text));
    }

    /** Prints the notices about a recognized CA. */
    void report(RecognizedCa recognized) {
        recognized.notices().forEach(report::notice);
        for (X509Certificate authority : recognized.newAuthorities()) {
            report.notice("new registration authority '" + authority.getSubjectX500Principal() + "', SHA-256 "
                    + fingerprint(authority) + "; to accept only one, use " + RA_FINGERPRINT);
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
                    "unknown CA " + name + "; compare its SHA-256 fingerprint with the one from the CA's administrator,"
                            + " then add " + FINGERPRINT + " " + fingerprint);
        }
        confirmFingerprint(name, fingerprint);
    }

    private void confirmFingerprint(String name, Fingerprint fingerprint) throws TrustException {
        report.notice("the server claims to be the CA " + name);
        report.notice("SHA-256 fingerprint " + fingerprint);
        String answer = context.terminal()
                .prompt("Does the fingerprint match the one from the CA's administrator? Type yes to continue:")
                .orElse("");
        if (!answer.strip().toLowerCase(Locale.ROOT).equals("yes")) {
            throw new TrustException(ErrorCode.FINGERPRINT, "the CA " + name + " was rejected; nothing was sent");
        }
    }
}
