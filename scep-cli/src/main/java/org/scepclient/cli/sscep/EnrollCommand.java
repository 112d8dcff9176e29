package org.scepclient.cli.sscep;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.scepclient.certificate.CertificateText;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.enrollment.Enrollment;
import org.scepclient.enrollment.EnrollmentOrder;
import org.scepclient.enrollment.EnrollmentSession;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ScepException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;
import org.scepclient.operation.Requester;
import org.scepclient.pem.PemWriter;
import org.scepclient.trust.IssuedCertificate;
import org.scepclient.value.Bytes;

/** {@code enroll}: gets a certificate for a request, polling if the request is pending. */
final class EnrollCommand implements Command {
    private static final int POLL_INTERVAL = 300;
    private static final int POLL_TIME = 28_800;
    private static final int POLL_COUNT = 256;

    @Override
    public int run(Settings settings, VerboseReport report, CommandContext context)
            throws ScepException, CommandException {
        CountedPolling polling = polling(settings, report);
        EnrollInputs inputs = new EnrollInputs(settings, context);
        EnrollmentSession session = new PkiSession(settings, report, context)
                .requireAuthority(inputs.publicKeys(), inputs.request().subject())
                .connect()
                .pollingBy(polling)
                .watchedBy(new EnrollmentPrinter(report));
        EnrollmentOrder order = order(session, inputs, report);
        writeSigner(order.requester().signer().certificate(), settings, report);
        report.verbose("transaction id: " + order.transactionId());
        if (settings.has(Option.MESSAGE_FILE)) {
            Bytes message = settings.flag(Option.RESUME) ? session.pollMessage(order) : session.firstMessage(order);
            new MessageFile(report, settings.value(Option.MESSAGE_FILE)).write(message);
            return SUCCESS;
        }
        Enrollment.Outcome outcome = settings.flag(Option.RESUME)
                ? new Resumption(report, context, session).resume(order, polling)
                : session.enroll(order);
        write(outcome.issuedOrThrow(), settings, report);
        return SUCCESS;
    }

    /** The order; its signer is {@code -O}, or else a self-signed certificate for the request's key. */
    private static EnrollmentOrder order(EnrollmentSession session, EnrollInputs inputs, VerboseReport report)
            throws ScepException, CommandException {
        EnrollmentOrder order;
        if (inputs.existing().isPresent()) {
            order = EnrollmentOrder.initial(
                    inputs.request(),
                    new Requester(inputs.existing().get(), inputs.request().challengePassword()));
        } else {
            report.verbose("generating selfsigned certificate");
            order = initial(session, inputs);
        }
        return order.by(inputs.choice()).inTransaction(inputs.transactionId());
    }

    private static EnrollmentOrder initial(EnrollmentSession session, EnrollInputs inputs) throws ScepException {
        try {
            return session.initial(inputs.request(), inputs.key());
        } catch (CryptoException e) {
            throw inputs.namingFiles(e);
        }
    }

    private static CountedPolling polling(Settings settings, VerboseReport report) throws CommandException {
        return new CountedPolling(
                Duration.ofSeconds(settings.number(Option.POLL_INTERVAL, POLL_INTERVAL, report::notice)),
                Duration.ofSeconds(settings.number(Option.POLL_TIME, POLL_TIME, report::notice)),
                settings.number(Option.POLL_COUNT, POLL_COUNT, report::notice));
    }

    private static void writeSigner(X509Certificate certificate, Settings settings, VerboseReport report)
            throws ScepException {
        Optional<String> file = settings.text(Option.SELF_SIGNED);
        if (file.isPresent()) {
            write(file.get(), PemWriter.certificate(certificate));
            report.info("selfsigned certificate written as " + file.get());
        }
    }

    private static void write(IssuedCertificate issued, Settings settings, VerboseReport report) throws ScepException {
        String file = settings.value(Option.LOCAL_CERTIFICATE);
        String pem = PemWriter.certificate(issued.certificate());
        report.debugText(pem);
        issued.warnings().forEach(report::notice);
        write(file, pem);
        report.info("certificate written as " + file);
        report.facts().put("file", file);
        if (report.isJson()) {
            report.facts()
                    .put("certificate", CertificateText.of(issued.certificate()).json());
        }
        Optional<String> chainFile = settings.text(Option.CHAIN_FILE);
        if (chainFile.isPresent()) {
            write(chainFile.get(), PemWriter.certificates(issued.chain()));
            report.info("chain written as " + chainFile.get());
            report.facts().put("chainFile", chainFile.get());
        }
    }

    private static void write(String file, String pem) throws ScepException {
        OutputFile.named(file, FileAccess.PUBLIC).write(pem.getBytes(StandardCharsets.US_ASCII));
    }
}
