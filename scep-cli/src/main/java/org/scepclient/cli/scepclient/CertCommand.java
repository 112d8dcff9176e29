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
    private static final String SERIAL = "--serial";

    @Override
    public CommandSpec model() {
        CommandSpec spec = Options.command(
                "Gets another certificate of the CA, or the CA's own.",
                "With --url: the one with --serial (or that of --cert again) from the CA, by SCEP."
                        + " With --from: from an http or ldap URL. With neither: the issuer's certificate from where"
                        + " --cert says it is (authority information access). It is written only if it verifies.");
        spec.addOption(Options.required(
                        QueryOptions.CERTIFICATE, "FILE", "The certificate to ask with, or whose issuer is wanted.")
                .build());
        spec.addOption(Options.value(SERIAL, "HEX", "Serial number of the certificate wanted, hexadecimal.")
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
            String url = arguments.value(QueryOptions.FROM);
            return signedByCa(publications.certificates(url), serial, options.ca(), options.rules());
        }
        if (serial.isPresent()) {
            throw CommandException.usage(SERIAL + " needs " + ServerOptions.URL + " or " + QueryOptions.FROM);
        }
        Optional<CaCertificates> ca = options.knownCa();
        if (ca.isEmpty()) {
            report.notice("there is no CA certificate to verify with; the issuer's is only the one that"
                    + " signed the certificate");
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
            throw CommandException.usage(SERIAL + ": '" + text.get() + "' is no hexadecimal number");
        }
        return Optional.of(new BigInteger(digits, 16));
    }

    private static X509Certificate signedByCa(
            List<X509Certificate> found, Optional<BigInteger> serial, CaCertificates ca, PathRules rules)
            throws ScepException {
        X509Certificate wanted = found.stream()
                .filter(one -> serial.isEmpty() || one.getSerialNumber().equals(serial.get()))
                .findFirst()
                .orElseThrow(() -> new ProtocolException(
                        ErrorCode.NOT_IN_REPLY,
                        "none of the " + found.size() + " certificates there has that serial number"));
        if (!ca.certificates().contains(wanted)) {
            ca.requireIssued(wanted, rules);
        }
        return wanted;
    }

    private static X509Certificate issuer(
            List<X509Certificate> found, X509Certificate own, Optional<CaCertificates> ca, PathRules rules)
            throws TrustException {
        X509Certificate issuer = found.stream()
                .filter(one -> signed(one, own))
                .findFirst()
                .orElseThrow(() -> new TrustException(
                        ErrorCode.CERTIFICATE_REFUSED,
                        "none of the " + found.size() + " certificates there signed '" + own.getSubjectX500Principal()
                                + "'"));
        boolean trusted = ca.isEmpty()
                || ca.get().certificates().contains(issuer)
                || ca.get().vouchesForCa(issuer, rules);
        if (!trusted) {
            throw new TrustException(
                    ErrorCode.CERTIFICATE_REFUSED,
                    "the issuer's certificate '" + issuer.getSubjectX500Principal()
                            + "' does not lead to a configured CA; if it is to be trusted, name it with --ca");
        }
        return issuer;
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
