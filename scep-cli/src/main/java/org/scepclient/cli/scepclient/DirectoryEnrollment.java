package org.scepclient.cli.scepclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scepclient.agent.store.RequestRecord;
import org.scepclient.cli.CommandContext;
import org.scepclient.cli.CommandException;
import org.scepclient.cli.Report;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.Signer;
import org.scepclient.enrollment.Enrollment;
import org.scepclient.enrollment.EnrollmentSession;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.enrollment.KnownOffer;
import org.scepclient.enrollment.Polling;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.keys.LoadedKey;
import org.scepclient.operation.ScepServer;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.value.Secret;

/** One enrollment into a directory: an initial one, a renewal, or a resumed one. */
final class DirectoryEnrollment {
    /** The options besides those of the request. */
    record Settings(int keySize, Optional<Secret> challenge, Polling polling, EnrollmentPlan plan) {}

    private static final String RENEWAL = "renewal";

    private final Arguments arguments;
    private final Report report;
    private final CommandContext context;
    private final ServerOptions options;
    private final EnrollmentDirectory directory;
    private final Settings settings;

    DirectoryEnrollment(
            Arguments arguments,
            Report report,
            CommandContext context,
            EnrollmentDirectory directory,
            Settings settings) {
        this.arguments = arguments;
        this.report = report;
        this.context = context;
        this.options = new ServerOptions(arguments, context);
        this.directory = directory;
        this.settings = settings;
    }

    void run() throws ScepException, CommandException {
        if (arguments.has(EnrollCommand.FORCE)) {
            directory.discard();
        }
        directory.damage().forEach(report::notice);
        ScepServer server = options.server();
        Optional<EnrollmentTicket> waiting = directory.ticket();
        if (waiting.isPresent() && isObsolete(waiting.get(), server)) {
            report.notice("the options or the key have changed since the pending request of '"
                    + waiting.get().request().subject() + "' was made; it is discarded (transaction "
                    + waiting.get().transactionId() + ")");
            directory.discard();
            waiting = Optional.empty();
        }
        if (waiting.isPresent()) {
            resume(server, waiting.get());
            return;
        }
        switch (settings.plan()) {
            case EnrollmentPlan.First first -> {
                requireNothingToReplace();
                enroll(server);
            }
            case EnrollmentPlan.Replacement replacement -> enroll(server);
            case EnrollmentPlan.Renewal renewal -> renew(server);
            case EnrollmentPlan.NotDue later -> later.print(report, context);
        }
    }

    /** Whether other options ask for another request. Tickets of earlier versions name only the server. */
    private boolean isObsolete(EnrollmentTicket ticket, ScepServer server) throws ScepException {
        boolean renewal = ticket.keyReference().startsWith(RENEWAL + " ");
        if (!renewal && directory.newKey().isEmpty()) {
            return true;
        }
        String[] reference = ticket.keyReference().split(" ", 3);
        boolean otherServer =
                reference.length < 2 || !reference[1].equals(server.url().toString());
        return otherServer || (reference.length == 3 && !reference[2].equals(origin()));
    }

    /** A digest of the options that determine the request, and by which device and CA recognize each other. */
    private String origin() {
        StringBuilder text = new StringBuilder();
        for (String option : EnrollCommand.DETERMINING) {
            text.append(option)
                    .append(' ')
                    .append(arguments.text(option).orElse(""))
                    .append('\n');
        }
        text.append(settings.keySize())
                .append('\n')
                .append(settings.challenge().map(Secret::reveal).orElse(""));
        return HexFormat.of()
                .formatHex(DigestAlgorithm.SHA256.digest(text.toString().getBytes(UTF_8)));
    }

    private void enroll(ScepServer server) throws ScepException, CommandException {
        RequestTemplate template = withChallenge(new RequestOptions(arguments).initial());
        NewKey key = newKey();
        Connection connection = connect(server, "initial");
        finish(connection, connection.session().enroll(template, key.get()));
    }

    private void renew(ScepServer server) throws ScepException, CommandException {
        X509Certificate old = current();
        RequestTemplate template = withChallenge(new RequestOptions(arguments).renewal(old));
        NewKey key = newKey();
        LoadedKey oldKey = directory.key();
        Connection connection = connect(server, RENEWAL);
        finish(connection, connection.session().renew(template, key.get(), new Signer(oldKey.key(), old)));
    }

    private RequestTemplate withChallenge(RequestTemplate template) {
        return settings.challenge().map(template::withChallengePassword).orElse(template);
    }

    private void resume(ScepServer server, EnrollmentTicket ticket) throws ScepException, CommandException {
        String kind = ticket.keyReference().split(" ", 2)[0];
        boolean renewal = kind.equals(RENEWAL);
        LoadedKey key = renewal ? directory.key() : directory.newKey().orElseThrow();
        Connection connection = connect(server, kind);
        finish(connection, connection.session().resume(ticket, key.key(), settings.challenge()));
    }

    private record Connection(EnrollmentSession session, EnrollmentProgress progress, boolean renewal) {}

    /**
     * Connects to the CA.
     *
     * @param kind kind of the enrollment, stored in the ticket of a pending request
     */
    private Connection connect(ScepServer server, String kind) throws ScepException {
        CaConfirmation confirmation = new CaConfirmation(arguments, report, context);
        EnrollmentProgress progress = new EnrollmentProgress(
                report, context, confirmation, directory, kind + " " + server.url() + " " + origin());
        KnownOffer offer = directory.knownOffer();
        EnrollmentSession session = options.client(server, progress)
                .remembering(offer.forServer(name(server), "remove " + offer.file()))
                .connect(confirmation.recognizer(directory.knownCa()), progress)
                .pollingBy(settings.polling());
        return new Connection(session, progress, kind.equals(RENEWAL));
    }

    private void finish(Connection connection, Enrollment.Outcome outcome) throws ScepException, CommandException {
        context.terminal().clearProgress();
        switch (outcome) {
            case Enrollment.Issued granted -> {
                Optional<RequestRecord> before = connection.renewal() ? directory.requested() : Optional.empty();
                directory.install(granted.issued(), connection.progress().ca());
                storeRequested(granted.issued().certificate(), connection.renewal(), before);
                granted.issued().warnings().forEach(report::notice);
                new EnrollmentResult(report, directory).print(granted);
            }
            case Enrollment.Rejected rejected -> {
                if (!rejected.notYetValid()) {
                    directory.discard();
                }
                rejected.issuedOrThrow();
            }
            case Enrollment.Refused refused -> {
                directory.discard();
                refused.issuedOrThrow();
            }
            case Enrollment.GaveUp waiting -> {
                waiting.outage().ifPresent(problem -> report.notice(problem.getMessage()));
                throw new CommandException(
                        ErrorCode.STILL_PENDING,
                        "the request is still pending (transaction "
                                + waiting.ticket().transactionId()
                                + "); run the same command again to resume" + waiting.challengeHint());
            }
        }
    }

    /** A renewal keeps what no option changes; what the old certificate was requested with may be unknown. */
    private void storeRequested(X509Certificate issued, boolean renewal, Optional<RequestRecord> before)
            throws ScepException, CommandException {
        Map<String, String> values = new HashMap<>();
        before.ifPresent(record -> values.putAll(record.settings()));
        values.putAll(EnrollCommand.requested(arguments, settings.keySize()));
        if (!renewal || before.isPresent() || arguments.has(IfDue.OPTION)) {
            directory.storeRequested(
                    RequestRecord.of(issued.getPublicKey(), name(options.server()), values, List.of()));
        }
    }

    /** The name of the server and its CA in the stored capabilities. */
    private String name(ScepServer server) {
        return server.url() + options.caIdentifier().map(ca -> " " + ca).orElse("");
    }

    /** The key of an interrupted run, or a new one, generated in the background and stored before use. */
    private NewKey newKey() throws ScepException {
        Optional<LoadedKey> stored = directory.newKey();
        return stored.isPresent()
                ? new NewKey(stored.get(), null)
                : new NewKey(null, KeyFuture.rsa(settings.keySize()));
    }

    private final class NewKey {
        private @Nullable LoadedKey ready;
        private final @Nullable KeyFuture inProgress;

        NewKey(@Nullable LoadedKey ready, @Nullable KeyFuture inProgress) {
            this.ready = ready;
            this.inProgress = inProgress;
        }

        LoadedKey get() throws ScepException {
            LoadedKey key = ready;
            if (key == null) {
                key = java.util.Objects.requireNonNull(inProgress).get(context.terminal());
                directory.storeNewKey(key);
                ready = key;
            }
            return key;
        }
    }

    private X509Certificate current() throws ScepException, CommandException {
        if (!directory.has(EnrollmentDirectory.KEY) || !directory.has(EnrollmentDirectory.CERTIFICATE)) {
            throw new CommandException(
                    ErrorCode.STORAGE,
                    arguments.value(EnrollCommand.OUT)
                            + " has no key and certificate to renew; enroll without --renew");
        }
        X509Certificate old = directory.certificate();
        Instant end = old.getNotAfter().toInstant();
        if (context.clock().instant().isAfter(end)) {
            throw new CommandException(
                    ErrorCode.CERTIFICATE_REFUSED,
                    directory.file(EnrollmentDirectory.CERTIFICATE) + ": expired at " + end
                            + " and cannot be renewed; use --force to enroll again");
        }
        return old;
    }

    private void requireNothingToReplace() throws ScepException, CommandException {
        if (directory.has(EnrollmentDirectory.CERTIFICATE)) {
            X509Certificate old = directory.certificate();
            throw new CommandException(
                    ErrorCode.STORAGE,
                    directory.file(EnrollmentDirectory.CERTIFICATE) + " is valid until "
                            + old.getNotAfter().toInstant()
                            + "; use --renew to renew it, or --force to replace it and its key");
        }
        if (directory.has(EnrollmentDirectory.KEY)) {
            throw new CommandException(
                    ErrorCode.STORAGE,
                    directory.file(EnrollmentDirectory.KEY)
                            + " exists without a certificate; move it away, or use --force to replace it");
        }
    }
}
