package org.scepclient.cli.sscep;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import org.scepclient.certificate.CertificateText;
import org.scepclient.cli.CommandException;
import org.scepclient.cms.Signer;
import org.scepclient.enrollment.CountedPolling;
import org.scepclient.enrollment.Enroller;
import org.scepclient.enrollment.Enrollment;
import org.scepclient.enrollment.EnrollmentOrder;
import org.scepclient.error.ScepException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;
import org.scepclient.message.IssuerAndSubject;
import org.scepclient.message.RequestBody;
import org.scepclient.operation.PkiOperation;
import org.scepclient.operation.Requester;
import org.scepclient.pem.PemWriter;
import org.scepclient.pkcs10.SelfSignedCertificate;
import org.scepclient.pkcs10.Validity;
import org.scepclient.trust.IssuedCertificate;

/** {@code enroll}: gets a certificate for a request, waiting for it if need be. */
final class EnrollCommand implements Command {
    private static final int POLL_INTERVAL = 300;
    private static final int POLL_TIME = 28_800;
    private static final int POLL_COUNT = 256;

    private final Invocation invocation;
    private final Settings settings;
    private final Report report;

    EnrollCommand(Invocation invocation) {
        this.invocation = invocation;
        this.settings = invocation.settings();
        this.report = invocation.report();
    }

    @Override
    public int run() throws ScepException, CommandException {
        CountedPolling polling = polling();
        EnrollInputs inputs = new EnrollInputs(invocation);
        PkiSession session = new PkiSession(invocation);
        PkiOperation operation = session.operation();
        Requester requester = requester(inputs, session, operation);
        writeSigner(requester.signer().certificate());
        EnrollmentOrder order = new EnrollmentOrder(
                inputs.request(), requester, inputs.choice(), inputs.transactionId(), Optional.empty());
        report.verbose("transaction id: " + order.transactionId());
        if (settings.has(Option.MESSAGE_FILE)) {
            writeMessage(operation, order);
            return SUCCESS;
        }
        Enroller enroller = new Enroller(operation, polling, invocation.sleeper(), new EnrollmentPrinter(report));
        Enrollment.Outcome outcome = settings.flag(Option.RESUME)
                ? new Resumption(invocation, enroller).resume(order, polling)
                : enroller.enroll(order);
        write(outcome.issuedOrThrow());
        return SUCCESS;
    }

    private CountedPolling polling() throws CommandException {
        return new CountedPolling(
                Duration.ofSeconds(settings.number(Option.POLL_INTERVAL, POLL_INTERVAL)),
                Duration.ofSeconds(settings.number(Option.POLL_TIME, POLL_TIME)),
                settings.number(Option.POLL_COUNT, POLL_COUNT));
    }

    /** Who signs: {@code -O}, or else a self-signed certificate for the request's key. */
    private Requester requester(EnrollInputs inputs, PkiSession session, PkiOperation operation) throws ScepException {
        if (inputs.existing().isPresent()) {
            return new Requester(inputs.existing().get(), inputs.request().challengePassword());
        }
        report.verbose("generating selfsigned certificate");
        SelfSignedCertificate generator = new SelfSignedCertificate(
                session.random(), operation.profile().algorithms().digest());
        X509Certificate certificate = generator.issue(
                inputs.request(),
                inputs.key(),
                Validity.around(invocation.clock().instant()));
        return new Requester(
                new Signer(inputs.key(), certificate), inputs.request().challengePassword());
    }

    private void writeSigner(X509Certificate certificate) throws ScepException {
        Optional<String> file = settings.text(Option.SELF_SIGNED);
        if (file.isPresent()) {
            write(file.get(), PemWriter.certificate(certificate));
            report.line("selfsigned certificate written as " + file.get());
        }
    }

    private void writeMessage(PkiOperation operation, EnrollmentOrder order) throws ScepException, CommandException {
        RequestBody body = settings.flag(Option.RESUME) ? poll(operation, order) : request(operation, order);
        new MessageFile(report, settings.value(Option.MESSAGE_FILE))
                .write(operation.encode(operation.message(body, order.transactionId()), order.requester()));
    }

    private static RequestBody poll(PkiOperation operation, EnrollmentOrder order) {
        return new RequestBody.CertPoll(new IssuerAndSubject(
                operation.profile().ca().issuerName(), order.request().subject()));
    }

    private static RequestBody request(PkiOperation operation, EnrollmentOrder order) {
        boolean renewal = switch (order.choice()) {
            case PKCS_REQ -> false;
            case RENEWAL_REQ -> true;
            case AUTOMATIC -> operation.profile().capabilities().offersRenewal();
        };
        return renewal ? new RequestBody.RenewalReq(order.request()) : new RequestBody.PkcsReq(order.request());
    }

    private void write(IssuedCertificate issued) throws ScepException {
        String file = settings.value(Option.LOCAL_CERTIFICATE);
        String pem = PemWriter.certificate(issued.certificate());
        report.debugText(pem);
        issued.warnings().forEach(report::warning);
        write(file, pem);
        report.line("certificate written as " + file);
        report.facts().put("file", file);
        if (report.isJson()) {
            report.facts()
                    .put("certificate", CertificateText.of(issued.certificate()).json());
        }
        Optional<String> chainFile = settings.text(Option.CHAIN_FILE);
        if (chainFile.isPresent()) {
            write(chainFile.get(), PemWriter.certificates(issued.chain()));
            report.line("chain written as " + chainFile.get());
            report.facts().put("chainFile", chainFile.get());
        }
    }

    private static void write(String file, String pem) throws ScepException {
        OutputFile.named(file, FileAccess.PUBLIC).write(pem.getBytes(StandardCharsets.US_ASCII));
    }
}
