package org.scepclient.cli.scepclient;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.scepclient.certificate.CertificateText;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TrustException;
import org.scepclient.message.IssuerAndSerial;
import org.scepclient.pem.PemWriter;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.PathRules;
import picocli.CommandLine.Model.CommandSpec;

/** {@code scepclient cert}: a certificate of the CA's, or the issuer's own, verified. */
final class CertCommand implements Command {
    static final String SERIAL = "--serial";

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Gets a certificate from the CA, or the issuer's certificate.",
                "With --url: gets the certificate with --serial (or that of --cert again) from the CA by SCEP. With"
                        + " --from: gets it from an http or ldap URL. With neither: gets the issuer's certificate from"
                        + " the URL in --cert (authority information access). The command writes a certificate only if"
                        + " it verifies.");
        spec.addOption(Options.required(
                        QueryOptions.CERTIFICATE,
                        "FILE",
                        "The certificate to sign the query with, or whose issuer to get.")
                .build());
        spec.addOption(Options.value(SERIAL, "HEX", "Hexadecimal serial number of the certificate to get.")
                .build());
        QueryOptions.addOptions(spec);
        return spec;
    }

    @Override
    public int run(Arguments arguments, Report report, CommandContext context) throws ScepException, CommandException {
        QueryOptions options = new QueryOptions(arguments, report, context);
        options.check();
        X509Certificate found = fetch(arguments, report, options);
        if (options.write(encoded(found), PemWriter.certificate(found))) {
            CertificateText text = CertificateText.of(found);
            report.facts().put("certificate", text.json());
            text.lines().forEach(report::line);
        }
        return SUCCESS;
    }

    private static X509Certificate fetch(Arguments arguments, Report report, QueryOptions options)
            throws ScepException, CommandException {
        X509Certificate own = options.certificate();
        Optional<BigInteger> serial = serial(arguments);
        if (options.byScep()) {
            return options.queries()
                    .certificate(
                            new IssuerAndSerial(own.getIssuerX500Principal(), serial.orElse(own.getSerialNumber())));
        }
        PublicationFetcher publications = options.publications();
        if (arguments.has(QueryOptions.FROM)) {
            CaCertificates ca = options.ca();
            return FirstSuccess.of(
                    List.of(arguments.value(QueryOptions.FROM)),
                    report,
                    url -> signedByCa(publications.certificates(url), serial, ca, options.rules()));
        }
        if (serial.isPresent()) {
            throw CommandException.usage(SERIAL + " needs " + ServerOptions.URL + " or " + QueryOptions.FROM);
        }
        Optional<CaCertificates> ca = options.knownCa();
        if (ca.isEmpty()) {
            report.notice(
                    "no CA certificate to verify with (--ca): only the signature of --cert identifies the issuer's"
                            + " certificate");
        }
        return FirstSuccess.of(
                options.urls(PublicationUrls.issuers(own), "its issuer's certificate"),
                report,
                url -> issuer(publications.certificates(url), own, ca, options.rules()));
    }

    private static Optional<BigInteger> serial(Arguments arguments) throws CommandException {
        Optional<String> text = arguments.text(SERIAL);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        String digits = text.get().replace(":", "").replaceFirst("^0[xX]", "");
        if (!digits.matches("[0-9A-Fa-f]{1,80}")) {
            throw CommandException.usage(SERIAL + ": expected hexadecimal digits, found '" + text.get() + "'");
        }
        return Optional.of(new BigInteger(digits, 16));
    }

    private static X509Certificate signedByCa(
            List<X509Certificate> found, Optional<BigInteger> serial, CaCertificates ca, PathRules rules)
            throws ScepException {
        X509Certificate selected = found.stream()
                .filter(one -> serial.isEmpty() || one.getSerialNumber().equals(serial.get()))
                .findFirst()
                .orElseThrow(() ->
                        new ProtocolException(ErrorCode.NOT_IN_REPLY, found(found) + ", but not the requested one"));
        if (!ca.certificates().contains(selected)) {
            ca.requireIssued(selected, rules);
        }
        return selected;
    }

    private static X509Certificate issuer(
            List<X509Certificate> found, X509Certificate own, Optional<CaCertificates> ca, PathRules rules)
            throws TrustException {
        X509Certificate issuer = found.stream()
                .filter(one -> signed(one, own))
                .findFirst()
                .orElseThrow(() -> new TrustException(
                        ErrorCode.CERTIFICATE_REFUSED,
                        found(found) + ", but not the issuer's of '" + own.getSubjectX500Principal() + "'"));
        boolean trusted = ca.isEmpty()
                || ca.get().certificates().contains(issuer)
                || ca.get().vouchesForCa(issuer, rules);
        if (!trusted) {
            throw new TrustException(
                    ErrorCode.CERTIFICATE_REFUSED,
                    "the issuer's certificate '" + issuer.getSubjectX500Principal()
                            + "' does not chain to a configured CA; to trust it, add it to --ca");
        }
        return issuer;
    }

    private static String found(List<X509Certificate> certificates) {
        int count = certificates.size();
        return "found " + count + (count == 1 ? " certificate" : " certificates");
    }

    private static boolean signed(X509Certificate issuer, X509Certificate certificate) {
        try {
            certificate.verify(issuer.getPublicKey());
            return issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was decoded has an encoding", e);
        }
    }
}
