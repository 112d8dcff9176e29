package org.scepclient.cli.scepclient;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scepclient.agent.store.KnownOffer;
import org.scepclient.cli.CommandException;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.Signer;
import org.scepclient.enrollment.Enroller;
import org.scepclient.enrollment.Enrollment;
import org.scepclient.enrollment.EnrollmentOrder;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.enrollment.Polling;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.keys.LoadedKey;
import org.scepclient.message.TransactionId;
import org.scepclient.operation.CaProfile;
import org.scepclient.operation.CaResponse;
import org.scepclient.operation.PkiOperation;
import org.scepclient.operation.Requester;
import org.scepclient.operation.ScepServer;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.pkcs10.RequestBuilder;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SelfSignedCertificate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.pkcs10.Validity;
import org.scepclient.trust.CaCertificates;
import org.scepclient.value.Secret;

/** One enrollment into a directory: a first one, a renewal, or the rest of one that was interrupted. */
final class DirectoryEnrollment {
    /** What the options say besides the request itself. */
    record Settings(int keySize, Optional<Secret> challenge, Polling polling) {}

    private final Invocation invocation;
    private final EnrollmentDirectory directory;
    private final Settings settings;
    private final SecureRandom random = new SecureRandom();

    DirectoryEnrollment(Invocation invocation, EnrollmentDirectory directory, Settings settings) {
        this.invocation = invocation;
        this.directory = directory;
        this.settings = settings;
    }

    void run() throws ScepException, CommandException {
        if (invocation.has(EnrollCommand.FORCE)) {
            directory.discard();
        }
        ScepServer server = ServerOptions.server(invocation);
        Optional<EnrollmentTicket> waiting = directory.ticket();
        if (waiting.isPresent()) {
            resume(server, waiting.get());
        } else if (invocation.has(EnrollCommand.RENEW)) {
            renew(server);
        } else {
            begin(server);
        }
    }

    private void begin(ScepServer server) throws ScepException, CommandException {
        refuseToReplace();
        RequestTemplate template = new RequestOptions(invocation).initial();
        if (settings.challenge().isPresent()) {
            template = template.withChallengePassword(settings.challenge().get());
        }
        NewKey key = newKey();
        CaProfile profile = profile(server);
        LoadedKey made = key.get();
        CertificationRequest request = request(made, template, profile);
        X509Certificate selfSigned = new SelfSignedCertificate(
                        random, profile.algorithms().digest())
                .issue(request, made.key(), Validity.around(invocation.clock().instant()));
        Requester requester = new Requester(new Signer(made.key(), selfSigned), settings.challenge());
        complete(new Way(server, profile, "initial"), EnrollmentOrder.initial(request, requester));
    }

    private void renew(ScepServer server) throws ScepException, CommandException {
        X509Certificate old = current();
        RequestTemplate template = new RequestOptions(invocation).renewal(old);
        NewKey key = newKey();
        LoadedKey oldKey = directory.key();
        CaProfile profile = profile(server);
        CertificationRequest request = request(key.get(), template, profile);
        Requester requester = new Requester(new Signer(oldKey.key(), old), settings.challenge());
        EnrollmentOrder order = EnrollmentOrder.renewal(request, requester);
        if (settings.challenge().isPresent()) {
            RequestTemplate challengeFallback =
                    template.withChallengePassword(settings.challenge().get());
            order = order.withChallengeFallback(request(key.get(), challengeFallback, profile));
        }
        complete(new Way(server, profile, "renewal"), order);
    }

    private void resume(ScepServer server, EnrollmentTicket ticket) throws ScepException, CommandException {
        String[] reference = ticket.keyReference().split(" ", 2);
        boolean renewal = reference[0].equals("renewal");
        String url = reference.length == 2 ? reference[1] : "";
        Optional<SubjectName> subject = new RequestOptions(invocation).subject();
        if (!url.equals(server.url().toString())
                || (subject.isPresent()
                        && !subject.get().principal().equals(ticket.request().subject()))) {
            throw new CommandException(
                    ErrorCode.STORAGE,
                    invocation.value(EnrollCommand.OUT) + " has a request for '"
                            + ticket.request().subject() + "' that waits at " + url
                            + "; ask for the same again to continue it, or give --force to forget it");
        }
        LoadedKey key = renewal
                ? directory.key()
                : directory
                        .newKey()
                        .orElseThrow(() -> new CommandException(
                                ErrorCode.STORAGE,
                                "the key of the waiting request is gone; give --force to enroll anew"));
        CaProfile profile = profile(server);
        Requester requester = new Requester(new Signer(key.key(), ticket.signer()), settings.challenge());
        Way way = new Way(server, profile, reference[0]);
        finish(way, enroller(way).resume(ticket, requester));
    }

    /** Where the request goes, and what kind it is. */
    private record Way(ScepServer server, CaProfile profile, String kind) {
        String keyReference() {
            return kind + " " + server.url();
        }
    }

    private void complete(Way way, EnrollmentOrder order) throws ScepException, CommandException {
        finish(way, enroller(way).enroll(order.inTransaction(transaction(order.request()))));
    }

    /** The same request again, after an answer that was lost, is the same transaction; another request is another. */
    private static TransactionId transaction(CertificationRequest request) {
        byte[] digest = DigestAlgorithm.SHA256.digest(request.der().toArray());
        return new TransactionId(HexFormat.of().withUpperCase().formatHex(digest));
    }

    private Enroller enroller(Way way) {
        PkiOperation operation = new PkiOperation(way.server(), way.profile(), invocation.clock(), random)
                .refreshingCa(ServerOptions.caIdentifier(invocation));
        EnrollmentProgress progress =
                new EnrollmentProgress(invocation, directory, way.profile().ca(), way.keyReference());
        return new Enroller(operation, settings.polling(), progress, progress);
    }

    private void finish(Way way, Enrollment.Outcome outcome) throws ScepException, CommandException {
        invocation.terminal().clearProgress();
        switch (outcome) {
            case Enrollment.Issued granted -> {
                directory.install(granted.issued(), way.profile().ca());
                remember(way);
                granted.issued().warnings().forEach(invocation.report()::notice);
                new EnrollmentResult(invocation.report(), directory).show(granted);
            }
            case Enrollment.Refused refused -> {
                directory.discard();
                refused.issuedOrThrow();
            }
            case Enrollment.GaveUp waiting -> {
                waiting.outage().ifPresent(problem -> invocation.report().notice(problem.getMessage()));
                throw new CommandException(
                        ErrorCode.STILL_PENDING,
                        "the request still waits for approval (transaction "
                                + waiting.ticket().transactionId()
                                + "); run the same command again to go on" + waiting.challengeHint());
            }
        }
    }

    /** A server that issued a certificate can do what it offered; from now on it must. */
    private void remember(Way way) {
        try {
            directory.knownOffer().add(name(way.server()), way.profile().capabilities());
        } catch (StorageException e) {
            invocation.report().notice("what the server offers was not stored: " + e.getMessage());
        }
    }

    private CaProfile profile(ScepServer server) throws ScepException, CommandException {
        CaResponse answer = server.caCertificates(ServerOptions.caIdentifier(invocation));
        answer.notices().forEach(invocation.report()::notice);
        var capabilities = server.capabilities(ServerOptions.caIdentifier(invocation));
        CaCertificates ca = new CaConfirmation(invocation).recognise(answer.certificates(), directory.knownCa());
        KnownOffer offer = directory.knownOffer();
        offer.requireKept(name(server), capabilities, "remove " + offer.file());
        return CaProfile.of(ca, capabilities, ServerOptions.policy(invocation));
    }

    /** The server and the CA on it. */
    private String name(ScepServer server) {
        return server.url()
                + ServerOptions.caIdentifier(invocation).map(ca -> " " + ca).orElse("");
    }

    private static CertificationRequest request(LoadedKey key, RequestTemplate template, CaProfile profile)
            throws ScepException {
        return new RequestBuilder(
                        key.key(), key.publicKey(), profile.algorithms().digest())
                .build(template);
    }

    /** The key of an interrupted run, or one that is being made from now on and stored before it is used. */
    private NewKey newKey() throws ScepException {
        Optional<LoadedKey> left = directory.newKey();
        return left.isPresent() ? new NewKey(left.get(), null) : new NewKey(null, KeyFuture.rsa(settings.keySize()));
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
                key = java.util.Objects.requireNonNull(inProgress).get(invocation.terminal());
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
                    invocation.value(EnrollCommand.OUT)
                            + " has no key and certificate to renew; enroll without --renew");
        }
        X509Certificate old = directory.certificate();
        Instant end = old.getNotAfter().toInstant();
        if (invocation.clock().instant().isAfter(end)) {
            throw new CommandException(
                    ErrorCode.CERTIFICATE_REFUSED,
                    directory.file(EnrollmentDirectory.CERTIFICATE) + ": the certificate expired at " + end
                            + ", so it cannot be renewed; enroll anew with --force");
        }
        return old;
    }

    private void refuseToReplace() throws ScepException, CommandException {
        if (invocation.has(EnrollCommand.FORCE)) {
            return;
        }
        if (directory.has(EnrollmentDirectory.CERTIFICATE)) {
            X509Certificate old = directory.certificate();
            throw new CommandException(
                    ErrorCode.STORAGE,
                    directory.file(EnrollmentDirectory.CERTIFICATE) + " is valid until "
                            + old.getNotAfter().toInstant()
                            + "; give --renew to renew it, or --force to replace it and its key");
        }
        if (directory.has(EnrollmentDirectory.KEY)) {
            throw new CommandException(
                    ErrorCode.STORAGE,
                    directory.file(EnrollmentDirectory.KEY)
                            + " exists without a certificate; move it away, or give --force to replace it");
        }
    }
}
