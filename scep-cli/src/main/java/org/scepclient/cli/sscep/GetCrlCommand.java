package org.scepclient.cli.sscep;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.crl.CrlSubject;
import org.scepclient.crl.CrlVerifier;
import org.scepclient.crl.VerifiedCrl;
import org.scepclient.error.ScepException;
import org.scepclient.message.IssuerAndSerial;
import org.scepclient.message.RequestBody;
import org.scepclient.operation.CertificateQueries;
import org.scepclient.operation.PkiOperation;
import org.scepclient.pem.PemCrls;

/** {@code getcrl}: gets the CRL that covers a certificate. */
final class GetCrlCommand implements Command {
    @Override
    public int run(Settings settings, VerboseReport report, CommandContext context)
            throws ScepException, CommandException {
        PkiSession session = new PkiSession(settings, report, context);
        QueryInputs parts = new QueryInputs(settings, report, context);
        session.requireAuthority(
                List.of(parts.local().getPublicKey()), parts.local().getSubjectX500Principal());
        CrlSubject about = about(parts, settings);
        PkiOperation operation = session.connect().operation();
        if (parts.writeMessage(operation, new RequestBody.GetCrl(about.id()))) {
            return SUCCESS;
        }
        report.info("requesting crl");
        CrlVerifier verifier = new CrlVerifier(operation.profile().ca(), PkiSession.rules(context));
        VerifiedCrl crl = new CertificateQueries(operation, parts.requester()).crl(about, verifier);
        parts.write(pem(crl));
        report.info("CRL written as " + settings.value(Option.OUTPUT));
        report.facts().put("issuer", crl.issuer().toString());
        report.facts().put("thisUpdate", crl.thisUpdate().toString());
        crl.nextUpdate().ifPresent(next -> report.facts().put("nextUpdate", next.toString()));
        return SUCCESS;
    }

    private static String pem(VerifiedCrl crl) {
        ByteArrayOutputStream pem = new ByteArrayOutputStream();
        try (InputStream der = crl.source().open()) {
            PemCrls.write(der, pem);
        } catch (IOException e) {
            throw new UncheckedIOException("a reply in memory is readable", e);
        }
        return pem.toString(StandardCharsets.US_ASCII);
    }

    /** The subject of the query. The C tool sends the serial number of the CA certificate, whose CRL a CA may not have. */
    private static CrlSubject about(QueryInputs parts, Settings settings) throws ScepException, CommandException {
        Optional<X509Certificate> other = parts.other();
        X509Certificate certificate = other.isPresent() ? other.get() : parts.local();
        Optional<String> serial = settings.text(Option.SERIAL);
        return serial.isEmpty()
                ? CrlSubject.of(certificate)
                : CrlSubject.of(
                        new IssuerAndSerial(certificate.getIssuerX500Principal(), SerialNumber.parse(serial.get())));
    }
}
