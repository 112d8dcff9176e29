package org.scepclient.cli.scepclient;

import java.security.cert.CRLException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Set;
import org.scepclient.certificate.CertificateText;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.CrlTimes;
import org.scepclient.error.ScepException;
import org.scepclient.json.JsonObject;
import org.scepclient.message.IssuerAndSerial;
import org.scepclient.operation.CaSignature;
import org.scepclient.pem.PemWriter;
import org.scepclient.trust.CaCertificates;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient crl}: the CRL that covers a certificate, verified. */
final class CrlCommand implements Command {

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Gets the CRL that covers a certificate.",
                "Gets the CRL from the certificate's own distribution points by HTTP or"
                        + " LDAP, or by SCEP with --url. It is written only if the CA signed it and it is in force.");
        spec.addOption(Options.required(QueryOptions.CERTIFICATE, "FILE", "The certificate, as PEM.")
                .build());
        QueryOptions.addOptions(spec);
        return spec;
    }

    @Override
    public int run(Invocation invocation) throws ScepException, CommandException {
        QueryOptions options = new QueryOptions(invocation);
        options.check();
        X509Certificate certificate = options.certificate();
        CaCertificates ca = options.ca();
        X509CRL crl;
        if (options.byScep()) {
            crl = options.queries().crl(IssuerAndSerial.of(certificate));
            CrlTimes.require(crl, invocation.clock().instant());
        } else {
            crl = published(invocation, certificate, ca);
        }
        if (options.write(encoded(crl), PemWriter.crl(crl))) {
            tell(invocation.report(), crl, certificate);
        }
        return SUCCESS;
    }

    /** From the first place that has a CRL that counts. */
    private static X509CRL published(Invocation invocation, X509Certificate certificate, CaCertificates ca)
            throws ScepException, CommandException {
        PublishedContent content = new PublishedContent(invocation);
        return FirstGood.of(
                new QueryOptions(invocation).urls(Publications.crls(certificate), "its CRL"),
                invocation.report(),
                url -> {
                    X509CRL crl = CaSignature.crl(content.crls(url), certificate.getIssuerX500Principal(), ca);
                    CrlTimes.require(crl, invocation.clock().instant());
                    return crl;
                });
    }

    private static byte[] encoded(X509CRL crl) {
        try {
            return crl.getEncoded();
        } catch (CRLException e) {
            throw new IllegalStateException("a CRL that was decoded has an encoding", e);
        }
    }

    private static void tell(Report report, X509CRL crl, X509Certificate certificate) {
        Set<?> entries = crl.getRevokedCertificates();
        int count = entries == null ? 0 : entries.size();
        boolean revoked = crl.getRevokedCertificate(certificate) != null;
        JsonObject facts = report.facts();
        facts.put("issuer", crl.getIssuerX500Principal().toString())
                .put("thisUpdate", crl.getThisUpdate().toInstant().toString());
        if (crl.getNextUpdate() != null) {
            facts.put("nextUpdate", crl.getNextUpdate().toInstant().toString());
        }
        facts.put("entries", count).put("revoked", revoked);
        report.line("The CRL of " + crl.getIssuerX500Principal() + " is signed by the CA and in force:");
        report.line("  issued   " + crl.getThisUpdate().toInstant());
        report.line("  next     "
                + (crl.getNextUpdate() == null
                        ? "not said"
                        : crl.getNextUpdate().toInstant()));
        report.line("  entries  " + count);
        report.line("The certificate " + CertificateText.of(certificate).serial() + " is "
                + (revoked ? "REVOKED" : "not revoked") + ".");
    }
}
