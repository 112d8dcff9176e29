package org.scepclient.enrollment;

import java.security.cert.X509Certificate;
import java.util.Optional;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.Signer;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.keys.LoadedKey;
import org.scepclient.message.IssuerAndSubject;
import org.scepclient.message.RequestBody;
import org.scepclient.operation.CapabilitiesResponse;
import org.scepclient.operation.PkiOperation;
import org.scepclient.operation.Requester;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SelfSignedCertificate;
import org.scepclient.pkcs10.Validity;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/**
 * Enrollment at a CA that has been recognized and whose capabilities are known: makes requests, sends them, polls, and
 * returns verified certificates. {@link ScepClient} opens it.
 */
public final class EnrollmentSession {
    private final ScepClient client;
    private final PkiOperation operation;
    private final CapabilitiesResponse capabilities;
    private final Polling polling;
    private final EnrollmentListener listener;

    EnrollmentSession(
            ScepClient client,
            PkiOperation operation,
            CapabilitiesResponse capabilities,
            Polling polling,
            EnrollmentListener listener) {
        this.client = client;
        this.operation = operation;
        this.capabilities = capabilities;
        this.polling = polling;
        this.listener = listener;
    }

    /** For GetCert and GetCRL, and the CA's profile. */
    public PkiOperation operation() {
        return operation;
    }

    /** The answer to GetCACaps. */
    public CapabilitiesResponse capabilities() {
        return capabilities;
    }

    public EnrollmentSession watchedBy(EnrollmentListener watcher) {
        return new EnrollmentSession(client, operation, capabilities, polling, watcher);
    }

    public EnrollmentSession pollingBy(Polling pace) {
        return new EnrollmentSession(client, operation, capabilities, pace, listener);
    }

    /** Shows each message to {@code watcher}. */
    public EnrollmentSession tracedBy(PkiOperation.Listener watcher) {
        return new EnrollmentSession(client, operation.watchedBy(watcher), capabilities, polling, listener);
    }

    /** A first request, signed with a self-signed certificate over its own key (RFC 8894 §2.3). */
    public EnrollmentOrder initial(RequestTemplate template, LoadedKey key) throws ScepException {
        return initial(request(template, key), key.key());
    }

    /** As {@link #initial(RequestTemplate, LoadedKey)}, for a request that exists. */
    public EnrollmentOrder initial(CertificationRequest request, ProviderKey key) throws ScepException {
        X509Certificate selfSigned = new SelfSignedCertificate(
                        client.settings().random(),
                        operation.profile().algorithms().digest())
                .issue(request, key, Validity.around(operation.clock().instant()));
        return EnrollmentOrder.initial(
                request, new Requester(new Signer(key, selfSigned), request.challengePassword()));
    }

    /**
     * A renewal for a new key.
     *
     * @param template a challenge password in it is sent only if the server refuses the renewal without
     * @param old the key and the certificate that is replaced
     */
    public EnrollmentOrder renewal(RequestTemplate template, LoadedKey key, Signer old) throws ScepException {
        EnrollmentOrder order = EnrollmentOrder.renewal(
                request(template.withoutChallengePassword(), key), new Requester(old, template.challengePassword()));
        return template.challengePassword().isPresent() ? order.withChallengeFallback(request(template, key)) : order;
    }

    private CertificationRequest request(RequestTemplate template, LoadedKey key) throws ScepException {
        return template.sign(
                key.key(), key.publicKey(), operation.profile().algorithms().digest());
    }

    /** Sends the request and polls until the CA has decided or the polling limit is reached. */
    public Enrollment.Outcome enroll(EnrollmentOrder order) throws ScepException {
        return remembered(enroller().enroll(order));
    }

    /** {@link #initial(RequestTemplate, LoadedKey)} and {@link #enroll(EnrollmentOrder)}. */
    public Enrollment.Outcome enroll(RequestTemplate template, LoadedKey key) throws ScepException {
        return enroll(initial(template, key));
    }

    /** {@link #renewal} and {@link #enroll(EnrollmentOrder)}. */
    public Enrollment.Outcome renew(RequestTemplate template, LoadedKey key, Signer old) throws ScepException {
        return enroll(renewal(template, key, old));
    }

    /**
     * Continues a pending transaction; the first message is a CertPoll.
     *
     * @param key the key of the certificate that signed the request
     */
    public Enrollment.Outcome resume(EnrollmentTicket ticket, ProviderKey key) throws ScepException {
        return resume(
                ticket,
                new Requester(new Signer(key, ticket.signer()), ticket.request().challengePassword()));
    }

    /** As {@link #resume(EnrollmentTicket, ProviderKey)}, with a challenge password that is not in the request. */
    public Enrollment.Outcome resume(EnrollmentTicket ticket, ProviderKey key, Optional<Secret> challenge)
            throws ScepException {
        return resume(ticket, new Requester(new Signer(key, ticket.signer()), challenge));
    }

    private Enrollment.Outcome resume(EnrollmentTicket ticket, Requester requester) throws ScepException {
        return remembered(enroller().resume(ticket, requester));
    }

    /** The message that {@link #enroll(EnrollmentOrder)} would send first. */
    public Bytes firstMessage(EnrollmentOrder order) throws ScepException {
        return encoded(
                order.attempts(operation.profile().capabilities()).getFirst().body(), order);
    }

    /** The CertPoll of the order's transaction. */
    public Bytes pollMessage(EnrollmentOrder order) throws ScepException {
        IssuerAndSubject subject = new IssuerAndSubject(
                operation.profile().ca().issuerName(), order.request().subject());
        return encoded(new RequestBody.CertPoll(subject), order);
    }

    private Bytes encoded(RequestBody body, EnrollmentOrder order) throws ScepException {
        return operation.encode(operation.message(body, order.transactionId()), order.requester());
    }

    private Enroller enroller() {
        return new Enroller(operation, polling, client.settings().sleeper(), listener);
    }

    /** A server that issued a certificate supports what it offered; from now on it must. */
    private Enrollment.Outcome remembered(Enrollment.Outcome outcome) {
        if (outcome instanceof Enrollment.Issued) {
            try {
                client.remember(operation.profile().capabilities());
            } catch (StorageException e) {
                listener.notice("cannot store what the server offers: " + e.getMessage());
            }
        }
        return outcome;
    }
}
