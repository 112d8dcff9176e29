package org.scepclient.cli.scepclient;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.capabilities.Capability;
import org.scepclient.certificate.CaRoles;
import org.scepclient.certificate.CertificateText;
import org.scepclient.certificate.ValidityBar;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.enrollment.CaRecognizer;
import org.scepclient.enrollment.RecognizedCa;
import org.scepclient.error.ScepException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;
import org.scepclient.json.JsonObject;
import org.scepclient.operation.CaResponse;
import org.scepclient.operation.CapabilitiesResponse;
import org.scepclient.operation.ScepServer;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaCertificatesPem;
import org.scepclient.trust.Fingerprint;
import org.scepclient.trust.PathRules;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient ca}: shows a CA. */
final class CaCommand implements Command {
    private static final String OUT = "--out";

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Shows the CA behind a URL.",
                "Shows the CA's certificates as a tree with the role and the fingerprint of each, and what the server"
                        + " offers. The command trusts nothing; compare the fingerprint with the one from the CA's"
                        + " administrator.");
        ServerOptions.addUrl(spec, true);
        spec.addOption(
                Options.value(CaConfirmation.FINGERPRINT, "HEX", "Fail unless a CA certificate has this fingerprint.")
                        .build());
        spec.addOption(
                Options.value(OUT, "FILE", "Save the certificates as PEM.").build());
        ServerOptions.addHttp(spec);
        spec.addOption(Options.json());
        return spec;
    }

    @Override
    public int run(Arguments arguments, Report report, CommandContext context) throws ScepException, CommandException {
        Optional<OutputFile> out = output(arguments);
        ServerOptions options = new ServerOptions(arguments, context);
        ScepServer server = options.server();
        CaResponse response = server.caCertificates(options.caIdentifier());
        response.notices().forEach(report::notice);
        CaCertificatesPem certificates = selectByFingerprint(response, arguments, report, options.rules());
        CapabilitiesResponse capabilities = server.capabilitiesResponse(options.caIdentifier());
        CaRoles roles = new CaRoles(
                withAnchors(response, certificates, options.rules()),
                context.clock().instant());
        if (out.isPresent()) {
            out.get().write(certificates.text().getBytes(StandardCharsets.US_ASCII));
        }
        if (report.isJson()) {
            addFacts(report.facts(), server, roles, capabilities);
        } else {
            print(report, server, roles, capabilities);
            out.ifPresent(file -> report.line("Saved in " + file.path()));
        }
        return SUCCESS;
    }

    private static Optional<OutputFile> output(Arguments arguments) throws ScepException, CommandException {
        Optional<Path> file = arguments.file(OUT);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        OutputFile out = OutputFile.of(file.get(), FileAccess.PUBLIC);
        out.checkWritable();
        return Optional.of(out);
    }

    /** With a fingerprint the certificates that chain to that CA, else all, none of them trusted. */
    private static CaCertificatesPem selectByFingerprint(
            CaResponse response, Arguments arguments, Report report, PathRules rules) throws ScepException {
        Optional<String> given = arguments.text(CaConfirmation.FINGERPRINT);
        if (given.isEmpty()) {
            return new CaCertificatesPem(response.certificates(), Set.of(), Set.of());
        }
        RecognizedCa recognized = CaRecognizer.pinned(Fingerprint.parse(CaConfirmation.FINGERPRINT, given.get()))
                .recognize(response, rules);
        recognized.notices().stream()
                .filter(notice -> !response.notices().contains(notice))
                .forEach(report::notice);
        return CaCertificatesPem.of(recognized.ca());
    }

    /** Without a fingerprint, the anchors are those that a first contact would trust. */
    private static CaCertificates withAnchors(CaResponse response, CaCertificatesPem selected, PathRules rules)
            throws ScepException {
        if (selected.isMarked()) {
            return selected.trusted();
        }
        RecognizedCa first = new CaRecognizer(Optional.empty(), List.of(), Optional.empty(), anchor -> {}, "")
                .recognize(response, rules);
        return new CaCertificates(selected.certificates(), first.ca().anchors());
    }

    private static void print(Report report, ScepServer server, CaRoles roles, CapabilitiesResponse capabilities) {
        report.line("CA at " + server.url());
        report.line("");
        for (CertificateTree.Row row : CertificateTree.rows(roles.ca().certificates())) {
            List<String> roleNames = roles.of(row.certificate());
            String suffix = roleNames.isEmpty() ? "" : "  (" + String.join(", ", roleNames) + ")";
            report.line("  " + row.prefix() + row.certificate().getSubjectX500Principal() + suffix);
            String indent = "  " + row.continuation();
            report.line(indent + "  SHA-256 " + CaConfirmation.fingerprint(row.certificate()));
            ValidityBar validity = new ValidityBar(row.certificate(), roles.now());
            report.line(indent + "  valid   " + validity.dates() + ", " + validity.words());
            report.line(indent + "  key     "
                    + CertificateText.of(row.certificate()).key());
        }
        report.line("");
        report.line("Offers " + offers(capabilities));
        report.line("");
        X509Certificate anchor = roles.ca().anchor();
        report.line("To enroll here, after comparing the fingerprint: --ca-fingerprint "
                + CaConfirmation.fingerprint(anchor));
    }

    private static void addFacts(
            JsonObject facts, ScepServer server, CaRoles roles, CapabilitiesResponse capabilities) {
        List<JsonObject> certificates = new ArrayList<>();
        for (X509Certificate certificate : roles.ca().certificates()) {
            certificates.add(CertificateText.of(certificate).json().putStrings("roles", roles.of(certificate)));
        }
        facts.put("url", server.url().toString())
                .put(
                        "fingerprint",
                        CaConfirmation.fingerprint(roles.ca().anchor()).toString())
                .putObjects("certificates", certificates)
                .putStrings("capabilities", keywords(capabilities.capabilities()));
        capabilities.reason().ifPresent(reason -> facts.put("noCapabilities", reason));
    }

    private static String offers(CapabilitiesResponse capabilities) {
        List<String> keywords = keywords(capabilities.capabilities());
        if (keywords.isEmpty()) {
            return "no capabilities: " + capabilities.reason().orElse("the list is empty");
        }
        return String.join(", ", keywords)
                + capabilities.reason().map(reason -> " (" + reason + ")").orElse("");
    }

    private static List<String> keywords(CaCapabilities capabilities) {
        List<String> keywords = new ArrayList<>();
        capabilities.known().stream().map(Capability::keyword).forEach(keywords::add);
        keywords.addAll(capabilities.unknown());
        return keywords;
    }
}
