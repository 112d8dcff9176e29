package org.scepclient.cli.sscep;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.scepclient.certificate.CertificateText;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.error.ScepException;
import org.scepclient.message.IssuerAndSerial;
import org.scepclient.message.RequestBody;
import org.scepclient.operation.CertificateQueries;
import org.scepclient.operation.PkiOperation;
import org.scepclient.pem.PemWriter;

/** {@code getcert}: gets a certificate by its serial number. */
final class GetCertCommand implements Command {
    @Override
    public int run(Settings settings, VerboseReport report, CommandContext context)
            throws ScepException, CommandException {
        PkiSession session = new PkiSession(settings, report, context);
        QueryInputs parts = new QueryInputs(settings, report, context);
        session.requireAuthority(
                List.of(parts.local().getPublicKey()), parts.local().getSubjectX500Principal());
        BigInteger serial = SerialNumber.parse(settings.value(Option.SERIAL));
        Optional<X509Certificate> issuer = parts.other();
        PkiOperation operation = session.connect(issuer.isEmpty() ? List.of() : List.of(issuer.get()))
                .operation();
        X500Principal name =
                issuer.isEmpty() ? session.issuerName() : issuer.get().getSubjectX500Principal();
        IssuerAndSerial about = new IssuerAndSerial(name, serial);
        if (parts.writeMessage(operation, new RequestBody.GetCert(about))) {
            return SUCCESS;
        }
        report.info("requesting certificate");
        X509Certificate found = new CertificateQueries(operation, parts.requester()).certificate(about);
        parts.write(PemWriter.certificate(found));
        report.info("certificate written as " + settings.value(Option.OUTPUT));
        if (report.isJson()) {
            report.facts().put("certificate", CertificateText.of(found).json());
        }
        return SUCCESS;
    }
}
