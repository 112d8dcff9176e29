package org.scepclient.operation;

import static org.scepclient.message.FailInfo.BAD_MESSAGE_CHECK;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TrustException;
import org.scepclient.message.CertRep;
import org.scepclient.message.Nonce;
import org.scepclient.message.ReplyDecoder;
import org.scepclient.message.RequestBody;
import org.scepclient.message.RequestEncoder;
import org.scepclient.message.RequestMessage;
import org.scepclient.message.TransactionId;
import org.scepclient.transport.HttpReply;
import org.scepclient.trust.PathRules;
import org.scepclient.value.Bytes;

/**
 * PKIOperation (RFC 8894 §4.3): sends a message and accepts its reply only if it passes all checks. It uses POST if the CA
 * offers it, otherwise GET.
 */
public final class PkiOperation {

    /** Observes sent and received PKI messages. */
    public interface Listener {

        /** Called before a message is sent. */
        default void sending(RequestMessage message, Bytes encoded) {}

        /** Called after a reply has passed all checks. */
        default void answered(RequestMessage message, CertRep reply) {}

        static Listener none() {
            return new Listener() {};
        }
    }

    private static final int TRANSACTION_BYTES = 16;
    private static final int DER_SEQUENCE = 0x30;

    private final ScepServer server;
    private final Optional<CaRefresh> refresh;
    private CaProfile profile;
    private final Clock clock;
    private final SecureRandom random;
    private final Listener listener;

    /**
     * Operations of one CA.
     *
     * @param clock for signingTime and the validity of certificates
     * @param random for nonces and content keys
     */
    public PkiOperation(ScepServer server, CaProfile profile, Clock clock, SecureRandom random) {
        this(server, profile, clock, random, Listener.none(), Optional.empty());
    }

    private PkiOperation(
            ScepServer server,
            CaProfile profile,
            Clock clock,
            SecureRandom random,
            Listener listener,
            Optional<CaRefresh> refresh) {
        this.server = server;
        this.profile = profile;
        this.clock = clock;
        this.random = random;
        this.listener = listener;
        this.refresh = refresh;
    }

    /** These operations with another listener. */
    public PkiOperation watchedBy(Listener other) {
        return new PkiOperation(server, profile, clock, random, other, refresh);
    }

    /**
     * These operations for a cluster whose nodes may have different registration authorities: if the signer of a reply is
     * unknown, the CA's certificates are fetched once more and checked against the same trust anchors.
     */
    public PkiOperation refreshingCa(Optional<String> caIdentifier) {
        CaRefresh caRefresh = new CaRefresh(server, caIdentifier);
        return new PkiOperation(server, profile, clock, random, listener, Optional.of(caRefresh));
    }

    public CaProfile profile() {
        return profile;
    }

    public Clock clock() {
        return clock;
    }

    /** A message with a new senderNonce (RFC 8894 §3.2.1.5). */
    public RequestMessage message(RequestBody body, TransactionId transaction) {
        return new RequestMessage(transaction, Nonce.random(random), body);
    }

    /** A random ID of 32 hexadecimal digits for an operation with a single reply. */
    public TransactionId freshTransaction() {
        byte[] bytes = new byte[TRANSACTION_BYTES];
        random.nextBytes(bytes);
        return new TransactionId(HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT));
    }

    /** Encodes a message like {@link #exchange}. */
    public Bytes encode(RequestMessage message, Requester requester) throws CryptoException, TrustException {
        Instant now = clock.instant();
        X509Certificate recipient = profile.recipient().isPresent()
                ? profile.recipient().get()
                : profile.ca().encryptionRecipient(PathRules.of(profile.policy(), now));
        RequestEncoder encoder =
                new RequestEncoder(requester.signer(), requester.recipient(recipient), profile.algorithms(), random);
        return encoder.encode(message, now);
    }

    /** Sends a message and returns its verified reply, which may be a refusal. Fails before if a reply could not be decrypted. */
    public CertRep exchange(RequestMessage message, Requester requester) throws ScepException {
        requester.envelopeKey();
        HttpReply http = send(message, requester);
        CertRep reply;
        try {
            reply = accepted(message, requester, http);
        } catch (TrustException e) {
            if (e.code() != ErrorCode.SIGNATURE || !refreshed()) {
                throw e;
            }
            reply = accepted(message, requester, http);
            if (reply instanceof CertRep.Failure failure && failure.failInfo().equals(Optional.of(BAD_MESSAGE_CHECK))) {
                // This node cannot decrypt a message for the other node.
                reply = accepted(message, requester, send(message, requester));
            }
        }
        listener.answered(message, reply);
        return reply;
    }

    private HttpReply send(RequestMessage message, Requester requester) throws ScepException {
        Bytes encoded = encode(message, requester);
        listener.sending(message, encoded);
        return server.pkiOperation(encoded, profile.capabilities().offersPost());
    }

    private boolean refreshed() throws ScepException {
        Optional<CaProfile> next = refresh.isPresent()
                ? refresh.get().once(profile, PathRules.of(profile.policy(), clock.instant()))
                : Optional.empty();
        next.ifPresent(known -> profile = known);
        return next.isPresent();
    }

    private CertRep accepted(RequestMessage message, Requester requester, HttpReply http) throws ScepException {
        ResponseCheck check = new ResponseCheck(server.target("PKIOperation", Optional.empty()), http);
        if (!http.successful()) {
            return refusal(message, requester, check);
        }
        if (http.body().isEmpty() && message.body() instanceof RequestBody.CertPoll) {
            // Dogtag sends an empty body with status 200 while the request is pending.
            return new CertRep.Pending(message.transactionId(), message.senderNonce());
        }
        check.requireContent("the server may have failed; see its log");
        check.requireNoPage();
        return decode(message, requester, http.body());
    }

    /** OpenXPKI sends a FAILURE with status 400. No other reply is accepted with such a status, in particular no SUCCESS. */
    private CertRep refusal(RequestMessage message, Requester requester, ResponseCheck check) throws ScepException {
        byte[] body = check.reply().body().toArray();
        if (body.length == 0 || body[0] != DER_SEQUENCE) {
            throw new HttpRefusal(message.body(), profile.capabilities().offersRenewal(), check).error();
        }
        CertRep reply;
        try {
            reply = decode(message, requester, check.reply().body());
        } catch (ProtocolException | TrustException | CryptoException e) {
            throw check.statusError("its body is not an acceptable reply either: " + e.getMessage());
        }
        if (reply instanceof CertRep.Failure failure) {
            String phrase = check.ownReasonPhrase();
            return phrase.isEmpty() ? failure : failure.withReasonPhrase(phrase);
        }
        throw check.statusError(
                "its body has pkiStatus " + reply.status() + ", which is not accepted with that HTTP status");
    }

    private CertRep decode(RequestMessage message, Requester requester, Bytes body)
            throws ProtocolException, TrustException, CryptoException {
        ReplyDecoder.Expectation expected =
                new ReplyDecoder.Expectation(message, profile.ca(), requester.envelopeKey(), clock.instant());
        return new ReplyDecoder(profile.policy(), random).decode(body, expected);
    }
}
