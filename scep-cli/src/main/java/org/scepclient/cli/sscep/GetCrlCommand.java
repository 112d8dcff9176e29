package org.scepclient.cli.sscep;

import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.CrlTimes;
import org.scepclient.error.ScepException;
import org.scepclient.message.IssuerAndSerial;
import org.scepclient.message.RequestBody;
import org.scepclient.operation.CertificateQueries;
import org.scepclient.operation.PkiOperation;
import org.scepclient.pem.PemWriter;

/** {@code getcrl}: asks for the CRL that covers a certificate. */
final class GetCrlCommand implements Command {
    private final Invocation invocation;

    GetCrlCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public int run() throws ScepException, CommandException {
        PkiSession session = new PkiSession(invocation);
        QueryParts parts = new QueryParts(invocation);
        IssuerAndSerial about = about(parts);
        PkiOperation operation = session.operation();
        if (parts.wroteMessage(operation, new RequestBody.GetCrl(about))) {
            return SUCCESS;
        }
        Report report = invocation.report();
        report.line("requesting crl");
        X509CRL crl = new CertificateQueries(operation, parts.requester()).crl(about);
        CrlTimes.require(crl, invocation.clock().instant());
        parts.write(PemWriter.crl(crl));
        report.line("CRL written as " + invocation.settings().value(Option.OUTPUT));
        report.facts().put("issuer", crl.getIssuerX500Principal().toString());
        report.facts().put("thisUpdate", crl.getThisUpdate().toInstant().toString());
        if (crl.getNextUpdate() != null) {
            report.facts().put("nextUpdate", crl.getNextUpdate().toInstant().toString());
        }
        return SUCCESS;
    }

    /** The C tool asks about the CA certificate's own serial number, for which a CA need not have a CRL. */
    private IssuerAndSerial about(QueryParts parts) throws ScepException, CommandException {
        Optional<X509Certificate> other = parts.other();
        X509Certificate certificate = other.isPresent() ? other.get() : parts.local();
        Optional<String> serial = invocation.settings().text(Option.SERIAL);
        return serial.isEmpty()
                ? IssuerAndSerial.of(certificate)
                : new IssuerAndSerial(certificate.getIssuerX500Principal(), SerialNumber.parse(serial.get()));
    }
}
