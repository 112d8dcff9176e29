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
import org.scepclient.cli.CommandException;
import org.scepclient.error.ScepException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;
import org.scepclient.json.JsonObject;
import org.scepclient.operation.CaResponse;
import org.scepclient.operation.CapabilitiesResponse;
import org.scepclient.operation.ScepServer;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaCertificatesPem;
import org.scepclient.trust.CaSelection;
import org.scepclient.trust.Fingerprint;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient ca}: shows a CA to a person. */
final class CaCommand implements Command {
    private static final String OUT = "--out";

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Shows the CA behind a URL.",
                "Shows its certificates as a tree with the part that each plays, their"
                        + " fingerprints, and what the server offers. Nothing is trusted by this; compare the"
                        + " fingerprint with the one that the CA's people tell you.");
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
    public int run(Invocation invocation) throws ScepException, CommandException {
        Optional<OutputFile> out = output(invocation);
        ScepServer server = ServerOptions.server(invocation);
        CaResponse answer = server.caCertificates(ServerOptions.caIdentifier(invocation));
        answer.notices().forEach(invocation.report()::notice);
        CaCertificatesPem selected = selected(invocation, answer.certificates());
        CapabilitiesResponse capabilities = server.capabilitiesResponse(ServerOptions.caIdentifier(invocation));
        CaRoles roles =
                new CaRoles(shown(selected, invocation), invocation.clock().instant());
        if (out.isPresent()) {
            out.get().write(selected.text().getBytes(StandardCharsets.US_ASCII));
        }
        Report report = invocation.report();
        if (report.isJson()) {
            tell(report.facts(), server, roles, capabilities);
        } else {
            show(report, server, roles, capabilities);
            out.ifPresent(file -> report.line("Saved in " + file.path()));
        }
        return SUCCESS;
    }

    private static Optional<OutputFile> output(Invocation invocation) throws ScepException, CommandException {
        Optional<Path> file = invocation.file(OUT);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        OutputFile out = OutputFile.of(file.get(), FileAccess.PUBLIC);
        out.checkWritable();
        return Optional.of(out);
    }

    /** With a fingerprint what chains down from that certificate, else everything, of which nothing is trusted. */
    private static CaCertificatesPem selected(Invocation invocation, List<X509Certificate> fetched)
            throws ScepException {
        Optional<String> given = invocation.text(CaConfirmation.FINGERPRINT);
        if (given.isEmpty()) {
            return new CaCertificatesPem(fetched, Set.of(), Set.of());
        }
        CaSelection selection = CaCertificates.pinned(
                fetched, Fingerprint.parse(CaConfirmation.FINGERPRINT, given.get()), CaConfirmation.rules(invocation));
        selection.notices().forEach(invocation.report()::notice);
        return CaCertificatesPem.of(selection.ca());
    }

    /** Where nothing is pinned, the CA is shown that a first contact would trust, with everything else beside it. */
    private static CaCertificates shown(CaCertificatesPem selected, Invocation invocation) throws ScepException {
        if (selected.isMarked()) {
            return selected.trusted();
        }
        CaSelection first = CaCertificates.firstContact(selected.certificates(), CaConfirmation.rules(invocation));
        return new CaCertificates(selected.certificates(), first.ca().anchors());
    }

    private static void show(Report report, ScepServer server, CaRoles roles, CapabilitiesResponse answer) {
        report.line("CA at " + server.url());
        report.line("");
        for (CertificateTree.Row row : CertificateTree.rows(roles.ca().certificates())) {
            List<String> parts = roles.of(row.certificate());
            String played = parts.isEmpty() ? "" : "  (" + String.join(", ", parts) + ")";
            report.line("  " + row.prefix() + row.certificate().getSubjectX500Principal() + played);
            String indent = "  " + row.continuation();
            report.line(indent + "  SHA-256 " + CaConfirmation.fingerprint(row.certificate()));
            ValidityBar validity = new ValidityBar(row.certificate(), roles.now());
            report.line(indent + "  valid   " + validity.dates() + ", " + validity.words());
            report.line(indent + "  key     "
                    + CertificateText.of(row.certificate()).key());
        }
        report.line("");
        report.line("Offers " + offers(answer));
        report.line("");
        X509Certificate anchor = roles.ca().anchor();
        report.line("To enroll here, after comparing the fingerprint: --ca-fingerprint "
                + CaConfirmation.fingerprint(anchor));
    }

    private static void tell(JsonObject facts, ScepServer server, CaRoles roles, CapabilitiesResponse answer) {
        List<JsonObject> certificates = new ArrayList<>();
        for (X509Certificate certificate : roles.ca().certificates()) {
            certificates.add(CertificateText.of(certificate).json().putStrings("roles", roles.of(certificate)));
        }
        facts.put("url", server.url().toString())
                .put(
                        "fingerprint",
                        CaConfirmation.fingerprint(roles.ca().anchor()).toString())
                .putObjects("certificates", certificates)
                .putStrings("capabilities", words(answer.capabilities()));
        answer.reason().ifPresent(reason -> facts.put("noCapabilities", reason));
    }

    private static String offers(CapabilitiesResponse answer) {
        List<String> words = words(answer.capabilities());
        if (words.isEmpty()) {
            return "no capabilities: " + answer.reason().orElse("the list is empty");
        }
        return String.join(", ", words)
                + answer.reason().map(reason -> " (" + reason + ")").orElse("");
    }

    private static List<String> words(CaCapabilities capabilities) {
        List<String> words = new ArrayList<>();
        capabilities.known().stream().map(Capability::keyword).forEach(words::add);
        words.addAll(capabilities.unknown());
        return words;
    }
}
