package org.scepclient.cli.scepclient;

import java.io.IOException;
import java.security.cert.X509Certificate;
import org.scepclient.certificate.CertificateText;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.crl.CrlSubject;
import org.scepclient.crl.CrlVerifier;
import org.scepclient.crl.VerifiedCrl;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.error.TrustException;
import org.scepclient.json.JsonObject;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient crl}: the CRL that covers a certificate, verified, and whether the certificate is revoked. */
final class CrlCommand implements Command {
    static final String MAX_SIZE = "--max-size";
    private static final String DEFAULT_SIZE = "64M";

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Gets the CRL that covers a certificate.",
                "Gets the CRL from the certificate's distribution points by HTTP or LDAP, or by SCEP with --url. The"
                        + " command writes a CRL only if the CA signed it, it is in force and it covers the"
                        + " certificate. The exit code is 77 if the certificate is revoked, and 78 if no CRL covers"
                        + " it.");
        spec.addOption(Options.required(QueryOptions.CERTIFICATE, "FILE", "The certificate, as PEM.")
                .build());
        QueryOptions.addOptions(spec);
        spec.addOption(Options.value(MAX_SIZE, ByteSize.LABEL, "Maximum size of a CRL by HTTP (" + DEFAULT_SIZE + ").")
                .build());
        return spec;
    }

    @Override
    public int run(Arguments arguments, Report report, CommandContext context) throws ScepException, CommandException {
        QueryOptions options = new QueryOptions(arguments, report, context);
        options.check();
        long limit = ByteSize.parse(MAX_SIZE, arguments.text(MAX_SIZE).orElse(DEFAULT_SIZE));
        X509Certificate certificate = options.certificate();
        CrlSubject subject = CrlSubject.of(certificate);
        CrlVerifier verifier = new CrlVerifier(options.caWithChain(), options.rules());
        if (options.byScep()) {
            VerifiedCrl crl = withOption(() -> options.queries().crl(subject, verifier));
            return write(crl, certificate, options, report);
        }
        try (CrlSpool spool = CrlSpool.in(options.spoolDirectory(), limit)) {
            PublicationFetcher publications = options.publications();
            VerifiedCrl crl = FirstSuccess.of(
                    options.urls(PublicationUrls.crls(certificate), "its CRL"),
                    report,
                    url -> withOption(() -> verifier.newest(publications.crls(url, spool), subject)));
            return write(crl, certificate, options, report);
        }
    }

    private interface Attempt {
        VerifiedCrl make() throws IOException, ScepException, CommandException;
    }

    /** Names the option that makes another CA trusted. */
    private static VerifiedCrl withOption(Attempt attempt) throws ScepException, CommandException {
        try {
            return attempt.make();
        } catch (TrustException e) {
            throw e.code() == ErrorCode.SIGNATURE
                    ? new TrustException(e.code(), e.getMessage() + " (" + QueryOptions.CA + ")")
                    : e;
        } catch (IOException e) {
            throw new StorageException("temporary file", "cannot read or write: " + e.getMessage(), e);
        }
    }

    private static int write(VerifiedCrl crl, X509Certificate certificate, QueryOptions options, Report report)
            throws ScepException, CommandException {
        String serial = CertificateText.of(certificate).serial();
        if (options.write(crl.source())) {
            describe(report, crl, serial);
        } else if (crl.revoked()) {
            report.notice("the certificate " + serial + " is REVOKED" + ErrorCode.REVOKED.mark());
        }
        return crl.revoked() ? ErrorCode.REVOKED.exitCode() : SUCCESS;
    }

    private static void describe(Report report, VerifiedCrl crl, String serial) {
        JsonObject facts = report.facts();
        facts.put("issuer", crl.issuer().toString())
                .put("thisUpdate", crl.thisUpdate().toString());
        crl.nextUpdate().ifPresent(next -> facts.put("nextUpdate", next.toString()));
        facts.put("entries", crl.entries()).put("revoked", crl.revoked());
        report.line("The CRL of " + crl.issuer() + " is signed by the CA and in force:");
        report.line("  issued   " + crl.thisUpdate());
        report.line("  next     " + crl.nextUpdate().map(Object::toString).orElse("not specified"));
        report.line("  entries  " + crl.entries());
        crl.revocation().ifPresent(entry -> {
            String reason = entry.reason().orElse("unspecified");
            facts.put("revokedAt", entry.revokedAt().toString())
                    .put("reason", reason)
                    .put("code", ErrorCode.REVOKED.id());
            report.line("  revoked  " + entry.revokedAt() + " (" + reason + ")");
        });
        report.line("The certificate " + serial + " is " + (crl.revoked() ? "REVOKED" : "not revoked") + ".");
    }
}
