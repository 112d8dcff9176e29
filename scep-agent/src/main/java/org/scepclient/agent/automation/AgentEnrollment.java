package org.scepclient.agent.automation;

import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.EnrollmentKind;
import org.scepclient.agent.store.LockedStore;
import org.scepclient.agent.store.PendingEnrollment;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.Signer;
import org.scepclient.enrollment.Enrollment;
import org.scepclient.enrollment.EnrollmentOrder;
import org.scepclient.enrollment.EnrollmentSession;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.enrollment.Polling;
import org.scepclient.error.ScepException;
import org.scepclient.error.TransportException;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.keys.LoadedKey;
import org.scepclient.operation.CaProfile;
import org.scepclient.operation.Requester;

/**
 * Obtains one certificate: a first one, a renewal, or that of a pending transaction. All data that is needed to resume
 * after a kill is on the disk before anything is sent.
 */
final class AgentEnrollment {
    private final AgentContext context;
    private final LockedStore store;
    private final Settings settings;
    private final ServerAccess server;
    private final RequestFactory wanted;

    AgentEnrollment(AgentContext context, LockedStore store, Settings settings, ServerAccess server)
            throws ScepException {
        this.context = context;
        this.store = store;
        this.settings = settings;
        this.server = server;
        this.wanted = RequestFactory.of(settings, context);
    }

    /** Sends a new request. */
    Enrollment.Outcome begin(EnrollmentKind kind, Optional<Credential> old) throws ScepException {
        Instant deadline = context.clock().instant().plus(settings.maxAwaitResult());
        EnrollmentSession session = connect(settings.maxAwaitResult());
        LoadedKey key = newKey();
        EnrollmentOrder order = old.isPresent()
                ? session.renewal(wanted.renewal(old.get()), key, old.get().signer())
                : session.initial(wanted.initial(), key);
        EnrollmentTicket ticket = EnrollmentTicket.of(order, context.clock().instant())
                .withKeyReference(old.map(credential ->
                                String.valueOf(credential.keyFile().getFileName()))
                        .orElse(""));
        PendingEnrollment begun = new PendingEnrollment(
                kind,
                ticket,
                order.challengeFallback(),
                false,
                new PendingEnrollment.Times(deadline, context.clock().instant()),
                origin());
        store.storePending(begun);
        return send(withPolling(session, begun), order);
    }

    /** Continues a stored request: polls it, or sends it again if the server may not have received it. */
    Enrollment.Outcome resume(PendingEnrollment begun) throws ScepException {
        PendingEnrollment pending = withNewDeadline(begun);
        Duration limit =
                Duration.between(context.clock().instant(), pending.times().deadline());
        EnrollmentSession session = withPolling(connect(limit), pending);
        EnrollmentTicket ticket = pending.ticket();
        ProviderKey key = signingKey(ticket);
        if (pending.accepted()) {
            context.log().info("asking for the result of transaction " + ticket.transactionId());
            return session.resume(ticket, key, wanted.challenge());
        }
        Requester requester = new Requester(new Signer(key, ticket.signer()), wanted.challenge());
        EnrollmentOrder order = pending.kind() == EnrollmentKind.RE_ENROLLMENT
                ? EnrollmentOrder.renewal(ticket.request(), requester)
                : EnrollmentOrder.initial(ticket.request(), requester);
        order = order.inTransaction(ticket.transactionId());
        return session.enroll(
                pending.challengeFallback().map(order::withChallengeFallback).orElse(order));
    }

    /** True if the request was made from these settings and its key still exists. */
    boolean canResume(PendingEnrollment pending) throws ScepException {
        boolean signerThere = pending.ticket().keyReference().isEmpty()
                || store.store().credential(pending.ticket().keyReference()).isPresent();
        return isOrigin(pending.origin())
                && signerThere
                && store.store()
                        .newKey()
                        .filter(key -> key.publicKey()
                                .equals(pending.ticket().request().publicKey()))
                        .isPresent();
    }

    /** A run after one that timed out waits for the full time again. */
    private PendingEnrollment withNewDeadline(PendingEnrollment pending) throws ScepException {
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

    /** With unusable settings it is not known whether they have changed, unless they name another server. */
    private boolean isOrigin(PendingEnrollment.Origin origin) {
        return settings.problems().isEmpty()
                ? origin.isSameAs(origin())
                : origin.server().equals(DeviceCa.serverOf(settings));
    }

    /** The source of the requests. */
    PendingEnrollment.Origin origin() {
        return wanted.origin(settings);
    }

    /**
     * Sends a request for the first time. A server that refuses it by a client error (4xx) has not accepted it: nothing is
     * pending then. It may have granted one that was sent before, whose reply was lost.
     */
    private Enrollment.Outcome send(EnrollmentSession session, EnrollmentOrder order) throws ScepException {
        try {
            return session.enroll(order);
        } catch (TransportException e) {
            if (e.refusesRequest()
                    && store.store()
                            .pending()
                            .filter(PendingEnrollment::accepted)
                            .isEmpty()) {
                store.discardPending();
            }
            throw e;
        }
    }

    private EnrollmentSession connect(Duration limit) throws ScepException {
        DeviceCa ca = new DeviceCa(context, store, settings, server);
        EnrollmentSession session = server.client(limit, ca.offer()).connect(ca.recognizer(), ca);
        CaProfile profile = session.operation().profile();
        if (session.capabilities().reason().isPresent() && ca.offer().isKnown()) {
            context.log()
                    .warning(session.capabilities().reason().get() + " to GetCACaps; its former capabilities count");
        }
        ca.fetchSuccessor(profile.ca(), profile.capabilities());
        return session;
    }

    private EnrollmentSession withPolling(EnrollmentSession session, PendingEnrollment pending) {
        Duration limit =
                Duration.between(pending.ticket().since(), pending.times().deadline());
        return session.pollingBy(Polling.every(settings.awaitResult(), limit))
                .watchedBy(new PendingRecorder(context, store, settings, pending));
    }

    /** The key of a run that was killed before it sent a request, or a new one. */
    private LoadedKey newKey() throws ScepException {
        Optional<LoadedKey> left = store.store().newKey();
        if (left.isPresent() && isOfSize(left.get(), settings.keySize())) {
            return left.get();
        }
        LoadedKey key = new KeyGeneration(context.random()).rsa(settings.keySize());
        store.storeNewKey(key);
        return key;
    }

    private static boolean isOfSize(LoadedKey key, int bits) {
        return key.publicKey() instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() == bits;
    }

    private ProviderKey signingKey(EnrollmentTicket ticket) throws ScepException {
        String reference = ticket.keyReference();
        LoadedKey key = reference.isEmpty()
                ? store.store().newKey().orElseThrow()
                : store.store().credential(reference).orElseThrow().key();
        return key.key();
    }
}
