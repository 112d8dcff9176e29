package org.scepclient.agent.automation;

import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.EnrollmentKind;
import org.scepclient.agent.store.LockedStore;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.Signer;
import org.scepclient.enrollment.Enroller;
import org.scepclient.enrollment.Enrollment;
import org.scepclient.enrollment.EnrollmentOrder;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.enrollment.TimedPolling;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.keys.LoadedKey;
import org.scepclient.message.TransactionId;
import org.scepclient.operation.CaProfile;
import org.scepclient.operation.PkiOperation;
import org.scepclient.operation.Requester;
import org.scepclient.operation.ScepServer;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.pkcs10.RequestBuilder;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SelfSignedCertificate;
import org.scepclient.pkcs10.Validity;
import org.scepclient.trust.CaCertificates;

/**
 * Gets one certificate: a first one, a renewal, or the rest of a transaction that was begun. Whatever is needed to go
 * on after a kill is on the disk before anything is sent.
 */
final class AgentEnrollment {
    private final AgentContext context;
    private final LockedStore store;
    private final Settings settings;
    private final RequestFactory wanted;

    AgentEnrollment(AgentContext context, LockedStore store, Settings settings) throws ScepException {
        this.context = context;
        this.store = store;
        this.settings = settings;
        this.wanted = RequestFactory.of(settings, context);
    }

    /** Where the messages go. */
    private record Way(ScepServer server, CaProfile profile) {}

    /** Asks anew. */
    Enrollment.Outcome begin(EnrollmentKind kind, Optional<Credential> old) throws ScepException {
        Instant deadline = context.clock().instant().plus(settings.maxAwaitResult());
        Way way = way(deadline);
        LoadedKey key = newKey();
        EnrollmentOrder order = old.isPresent() ? renewal(way, key, old.get()) : initial(way, key);
        order = order.inTransaction(transaction(order.request()));
        EnrollmentTicket ticket = EnrollmentTicket.of(order, context.clock().instant())
                .withKeyReference(old.map(pair -> String.valueOf(pair.keyFile().getFileName()))
                        .orElse(""));
        PendingEnrollment begun = new PendingEnrollment(
                kind,
                ticket,
                order.challengeFallback(),
                false,
                new PendingEnrollment.Times(deadline, context.clock().instant()),
                origin());
        store.storePending(begun);
        return remembered(way, enroller(way, begun).enroll(order));
    }

    /** Goes on with what was begun: polls it, or sends it again where it is not known whether the server has it. */
    Enrollment.Outcome resume(PendingEnrollment begun) throws ScepException {
        PendingEnrollment pending = prolonged(begun);
        Way way = way(pending.times().deadline());
        Requester requester = requester(pending);
        Enroller enroller = enroller(way, pending);
        if (pending.accepted()) {
            context.log()
                    .say("asking for the result of transaction "
                            + pending.ticket().transactionId());
            return remembered(way, enroller.resume(pending.ticket(), requester));
        }
        EnrollmentOrder order = pending.kind() == EnrollmentKind.RE_ENROLLMENT
                ? EnrollmentOrder.renewal(pending.ticket().request(), requester)
                : EnrollmentOrder.initial(pending.ticket().request(), requester);
        order = order.inTransaction(pending.ticket().transactionId());
        return remembered(
                way,
                enroller.enroll(pending.challengeFallback()
                        .map(order::withChallengeFallback)
                        .orElse(order)));
    }

    /** A server that issued a certificate can do what it offered; from now on it must. */
    private Enrollment.Outcome remembered(Way way, Enrollment.Outcome outcome) {
        if (outcome instanceof Enrollment.Issued) {
            try {
                store.offer()
                        .add(CaRecognition.serverOf(settings), way.profile().capabilities());
            } catch (StorageException e) {
                context.log().say("what the server offers was not stored: " + e.getMessage());
            }
        }
        return outcome;
    }

    /** True for a request that was made from these settings, with a key that is still there. */
    boolean canResume(PendingEnrollment pending) throws ScepException {
        boolean signerThere = pending.ticket().keyReference().isEmpty()
                || store.store().pair(pending.ticket().keyReference()).isPresent();
        return pending.origin().equals(origin())
                && signerThere
                && store.store()
                        .newKey()
                        .filter(key -> key.publicKey()
                                .equals(pending.ticket().request().publicKey()))
                        .isPresent();
    }

    /** A run after one that gave up waits as long again. */
    private PendingEnrollment prolonged(PendingEnrollment pending) throws ScepException {
        Instant now = context.clock().instant();
        if (now.isBefore(pending.times().deadline())) {
            return pending;
        }
        PendingEnrollment longer = new PendingEnrollment(
                pending.kind(),
                pending.ticket(),
                pending.challengeFallback(),
                pending.accepted(),
                new PendingEnrollment.Times(now.plus(settings.maxAwaitResult()), now),
                pending.origin());
        store.storePending(longer);
        return longer;
    }

    private PendingEnrollment.Origin origin() {
        return new PendingEnrollment.Origin(CaRecognition.serverOf(settings), RequestFactory.digest(settings));
    }

    private Way way(Instant deadline) throws ScepException {
        ScepServer server = ServerAccess.patient(settings, context, deadline);
        CaRecognition recognition = new CaRecognition(context, store, settings);
        CaCertificates serving = recognition.recognise(server);
        CaCapabilities capabilities = ServerAccess.capabilities(settings, context, deadline);
        store.offer()
                .requireKept(CaRecognition.serverOf(settings), capabilities, "run 'scepclient reset --capabilities'");
        recognition.learnSuccessor(serving, capabilities);
        return new Way(server, CaProfile.of(serving, capabilities, CaRecognition.policy(settings)));
    }

    /** The key of a run that was killed before it asked, or a new one. */
    private LoadedKey newKey() throws ScepException {
        Optional<LoadedKey> left = store.store().newKey();
        if (left.isPresent()) {
            return left.get();
        }
        LoadedKey key = new KeyGeneration(context.random()).rsa(settings.keySize());
        store.storeNewKey(key);
        return key;
    }

    private EnrollmentOrder initial(Way way, LoadedKey key) throws ScepException {
        CertificationRequest request = request(way, key, wanted.initial());
        var selfSigned = new SelfSignedCertificate(
                        context.random(), way.profile().algorithms().digest())
                .issue(request, key.key(), Validity.around(context.clock().instant()));
        return EnrollmentOrder.initial(request, new Requester(new Signer(key.key(), selfSigned), wanted.challenge()));
    }

    private EnrollmentOrder renewal(Way way, LoadedKey key, Credential old) throws ScepException {
        EnrollmentOrder order = EnrollmentOrder.renewal(
                request(way, key, wanted.renewal(old)), new Requester(old.signer(), wanted.challenge()));
        Optional<RequestTemplate> challengeFallback = wanted.renewalWithChallenge(old);
        return challengeFallback.isPresent()
                ? order.withChallengeFallback(request(way, key, challengeFallback.get()))
                : order;
    }

    private static CertificationRequest request(Way way, LoadedKey key, RequestTemplate template) throws ScepException {
        return new RequestBuilder(
                        key.key(), key.publicKey(), way.profile().algorithms().digest())
                .build(template);
    }

    /** The same request again is the same transaction, another one another. */
    private static TransactionId transaction(CertificationRequest request) {
        byte[] digest = DigestAlgorithm.SHA256.digest(request.der().toArray());
        return new TransactionId(HexFormat.of().withUpperCase().formatHex(digest));
    }

    private Requester requester(PendingEnrollment pending) throws ScepException {
        String reference = pending.ticket().keyReference();
        LoadedKey key = reference.isEmpty()
                ? store.store().newKey().orElseThrow()
                : store.store().pair(reference).orElseThrow().key();
        return new Requester(new Signer(key.key(), pending.ticket().signer()), wanted.challenge());
    }

    private Enroller enroller(Way way, PendingEnrollment pending) {
        PkiOperation operation = new PkiOperation(way.server(), way.profile(), context.clock(), context.random())
                .refreshingCa(settings.caIdentifier());
        Duration limit =
                Duration.between(pending.ticket().since(), pending.times().deadline());
        TimedPolling polling = new TimedPolling(settings.awaitResult(), limit, Integer.MAX_VALUE);
        return new Enroller(
                operation, polling, context.sleeper(), new PendingRecorder(context, store, settings, pending));
    }
}
