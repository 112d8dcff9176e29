package org.scepclient.cli.sscep;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.enrollment.CaRecognizer;
import org.scepclient.enrollment.RecognizedCa;
import org.scepclient.error.ScepException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;
import org.scepclient.operation.CaResponse;
import org.scepclient.operation.ScepServer;
import org.scepclient.trust.CaCertificatesPem;
import org.scepclient.trust.Fingerprint;

/** {@code getca}: fetches the certificates of the CA and its registration authorities. */
final class GetCaCommand implements Command {
    @Override
    public int run(Settings settings, VerboseReport report, CommandContext context)
            throws ScepException, CommandException {
        String file = settings.value(Option.CA_CERTIFICATE);
        Optional<Fingerprint> expected = fingerprint(settings);
        List<Fingerprint> authorities = authorities(settings);
        if (!authorities.isEmpty() && expected.isEmpty()) {
            throw CommandException.usage("--ra-fingerprint needs --ca-fingerprint");
        }
        Optional<DigestAlgorithm> named = fingerprintDigest(settings);
        ScepServer server = new ServerAccess(settings, report, context).server();
        OutputFile.named(file, FileAccess.PUBLIC).checkWritable();

        DigestAlgorithm digest = named.isPresent() ? named.get() : defaultDigest(settings, report, server);
        CaResponse response = server.caCertificates(identifier(settings));
        response.notices().forEach(report::notice);
        CaCertificatesPem certificates = new CaCertificatesPem(response.certificates(), Set.of(), Set.of());
        if (expected.isPresent()) {
            RecognizedCa recognized = new CaRecognizer(
                            expected, authorities, Optional.empty(), CaRecognizer.FirstContact.refuse(), "")
                    .recognize(response, PkiSession.rules(context));
            recognized.notices().stream()
                    .filter(notice -> !response.notices().contains(notice))
                    .forEach(report::notice);
            certificates = CaCertificatesPem.of(recognized.ca());
        }
        report.verbose("valid response from server");
        CertificateFiles files = new CertificateFiles(report, file, digest);
        if (response.bundle()) {
            files.writeNumbered(certificates);
        } else {
            files.writeSingle(certificates);
        }
        return SUCCESS;
    }

    private static Optional<Fingerprint> fingerprint(Settings settings) {
        return settings.text(Option.CA_FINGERPRINT)
                .map(text -> Fingerprint.parse(settings.place(Option.CA_FINGERPRINT), text));
    }

    private static List<Fingerprint> authorities(Settings settings) {
        Optional<String> text = settings.text(Option.RA_FINGERPRINT);
        return text.isEmpty() ? List.of() : Fingerprint.parseAll(settings.place(Option.RA_FINGERPRINT), text.get());
    }

    /** The CA identifier of {@code -i}; an empty string omits the parameter. */
    static Optional<String> identifier(Settings settings) {
        Optional<String> text = settings.text(Option.CA_IDENTIFIER);
        return text.isPresent() && text.get().isEmpty() ? Optional.empty() : text;
    }

    static Optional<DigestAlgorithm> fingerprintDigest(Settings settings) throws CommandException {
        Optional<String> name = settings.text(Option.FINGERPRINT_DIGEST);
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(AlgorithmNames.digest(settings, Option.FINGERPRINT_DIGEST, name.get()));
    }

    /** The digest that the server offers; its capabilities are queried only if fingerprints are printed. */
    static DigestAlgorithm defaultDigest(Settings settings, VerboseReport report, ScepServer server)
            throws ScepException {
        if (!report.isVerbose()) {
            return DigestAlgorithm.SHA256;
        }
        return PkiSession.chosen(server.capabilities(identifier(settings))).digest();
    }
}
