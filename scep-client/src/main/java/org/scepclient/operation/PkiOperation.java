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
import org.scepclient.message.ReplyExpectation;
import org.scepclient.message.RequestBody;
import org.scepclient.message.RequestEncoder;
import org.scepclient.message.RequestMessage;
import org.scepclient.message.TransactionId;
import org.scepclient.transport.HttpReply;
import org.scepclient.trust.PathRules;
import org.scepclient.value.Bytes;

/**
 * PKIOperation (RFC 8894 §4.3): sends a message and accepts its reply only if every rule holds. By POST where
 * the CA offers it, else by GET.
 */
public final class PkiOperation {
    private static final int TRANSACTION_BYTES = 16;
    private static final int DER_SEQUENCE = 0x30;

    private final ScepServer server;
    private final Optional<CaRefresh> refresh;
    private CaProfile profile;
    private final Clock clock;
    private final SecureRandom random;
    private final PkiListener listener;

    /**
     * An operation against one CA.
     *
     * @param clock for signingTime and the validity of certificates
     * @param random for nonces and content keys
     */
    public PkiOperation(ScepServer server, CaProfile profile, Clock clock, SecureRandom random) {
        this(server, profile, clock, random, PkiListener.none(), Optional.empty());
    }

    private PkiOperation(
            ScepServer server,
            CaProfile profile,
            Clock clock,
            SecureRandom random,
            PkiListener listener,
            Optional<CaRefresh> refresh) {
        this.server = server;
        this.profile = profile;
        this.clock = clock;
        this.random = random;
        this.listener = listener;
        this.refresh = refresh;
    }

    /** The same operation, watched. */
    public PkiOperation watchedBy(PkiListener watcher) {
        return new PkiOperation(server, profile, clock, random, watcher, refresh);
    }

    /**
     * The same operation, for a server whose nodes may have registration authorities of their own: where a reply is
     * signed by nobody known, the CA's certificates are fetched again, once, and held against the same trust anchors.
     */
    public PkiOperation refreshingCa(Optional<String> caIdentifier) {
        return new PkiOperation(
                server, profile, clock, random, listener, Optional.of(new CaRefresh(server, caIdentifier)));
    }

    public CaProfile profile() {
        return profile;
    }

    public Clock clock() {
        return clock;
    }

    /** A message with a fresh senderNonce (RFC 8894 §3.2.1.5). */
    public RequestMessage message(RequestBody body, TransactionId transaction) {
        return new RequestMessage(transaction, Nonce.random(random), body);
    }

    /** An identifier for an operation that ends with its one reply: 32 hexadecimal digits. */
    public TransactionId freshTransaction() {
        byte[] bytes = new byte[TRANSACTION_BYTES];
        random.nextBytes(bytes);
        return new TransactionId(HexFormat.of().formatHex(bytes).toUpperCase(Locale.ROOT));
    }

    /** The message as {@link #exchange} sends it. */
    public Bytes encode(RequestMessage message, Requester requester) throws CryptoException, TrustException {
        Instant now = clock.instant();
        X509Certificate recipient = profile.recipient().isPresent()
                ? profile.recipient().get()
                : profile.ca().encryptionRecipient(PathRules.of(profile.policy(), now));
        RequestEncoder encoder =
                new RequestEncoder(requester.signer(), requester.recipient(recipient), profile.algorithms(), random);
        return encoder.encode(message, now);
    }

    /** Sends a message and returns its verified reply, be it a refusal. What could not be read is not asked for. */
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
                // The other node could not open what was encrypted for the first one.
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
            // Dogtag answers 200 with an empty body for as long as the request waits.
            return new CertRep.Pending(message.transactionId(), message.senderNonce());
        }
        check.requireContent("the server may have failed; see its log");
        check.requireNoPage();
        return decode(message, requester, http.body());
    }

    /** OpenXPKI sends a FAILURE with status 400. Nothing else counts with such a status, least of all a SUCCESS. */
    private CertRep refusal(RequestMessage message, Requester requester, ResponseCheck check) throws ScepException {
        byte[] body = check.reply().body().toArray();
        if (body.length == 0 || body[0] != DER_SEQUENCE) {
            throw new HttpRefusal(message.body(), profile.capabilities().offersRenewal(), check).error();
        }
        CertRep reply;
        try {
            reply = decode(message, requester, check.reply().body());
        } catch (ProtocolException | TrustException | CryptoException e) {
            throw check.statusError("its body is no acceptable reply either: " + e.getMessage());
        }
        if (reply instanceof CertRep.Failure failure) {
            String phrase = check.ownReasonPhrase();
            return phrase.isEmpty() ? failure : failure.withReasonPhrase(phrase);
        }
        throw check.statusError("its body says " + reply.status() + ", which does not count with that status");
    }

    private CertRep decode(RequestMessage message, Requester requester, Bytes body)
            throws ProtocolException, TrustException, CryptoException {
        ReplyExpectation expected =
                new ReplyExpectation(message, profile.ca(), requester.envelopeKey(), clock.instant());
        return new ReplyDecoder(profile.policy(), random).decode(body, expected);
    }
}
