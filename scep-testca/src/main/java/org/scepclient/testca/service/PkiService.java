package org.scepclient.testca.service;

import java.security.PublicKey;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.cms.EnvelopeRecipient;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TrustException;
import org.scepclient.message.CertRep;
import org.scepclient.message.FailInfo;
import org.scepclient.message.MessageType;
import org.scepclient.message.ReceivedRequest;
import org.scepclient.message.RequestBody;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.testca.authority.CertificateAuthority;
import org.scepclient.testca.authority.Identity;
import org.scepclient.testca.reply.ReplyDraft;
import org.scepclient.value.Bytes;

/** Decides about PKIOperation messages. Does not hold a lock while it computes. */
public final class PkiService {
    private final Authorities authorities;
    private final ServiceRules rules;
    private final Clock clock;
    private final SecureRandom random;
    private final AlgorithmRules acceptance;
    private final SenderRules senders;
    private final Transactions transactions = new Transactions();
    private final EnrollmentService enrollment;
    private final QueryService queries;

    public PkiService(Authorities authorities, ServiceRules rules, Clock clock, SecureRandom random) {
        this.authorities = authorities;
        this.rules = rules;
        this.clock = clock;
        this.random = random;
        this.acceptance = new AlgorithmRules(rules.capabilities());
        this.senders = new SenderRules(authorities, rules.signingTimeTolerance());
        this.enrollment = new EnrollmentService(rules, senders, transactions, clock);
        this.queries = new QueryService(authorities);
    }

    public Transactions transactions() {
        return transactions;
    }

    /**
     * Decides about a message and returns the reply.
     *
     * @throws ProtocolException if the message lacks the attributes that a reply has to repeat
     */
    public ReplyDraft answer(Bytes message) throws ProtocolException {
        ReceivedRequest request;
        try {
            request = new ReceivedMessage(message).decode();
        } catch (TrustException e) {
            return refusal(message, FailInfo.BAD_MESSAGE_CHECK, e);
        } catch (ProtocolException | CryptoException e) {
            return refusal(message, FailInfo.BAD_REQUEST, e);
        }
        return answer(request);
    }

    private ReplyDraft refusal(Bytes message, FailInfo info, ScepException cause) throws ProtocolException {
        RequestHead head =
                RequestHead.of(message).orElseThrow(() -> ProtocolException.malformed("PKIOperation message", cause));
        CertRep reply = new CertRep.Failure(
                head.transactionId(), head.senderNonce(), Optional.of(info), Optional.of(cause.getMessage()));
        return new ReplyDraft(
                reply,
                MessageType.PKCS_REQ,
                authorities.current(),
                Algorithms.mandatory(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private ReplyDraft answer(ReceivedRequest request) {
        Algorithms usual = new Algorithms(
                Algorithms.mandatory().cipher(), request.message().digest());
        try {
            acceptance.require(request.message().digest());
            senders.requireCurrent(request.message(), clock.instant());
            Opened opened = open(request);
            return answer(request, opened);
        } catch (RefusedException e) {
            return draft(request, failure(request, e.failInfo(), e.text()), usual);
        } catch (CryptoException e) {
            return draft(request, failure(request, FailInfo.BAD_MESSAGE_CHECK, e.getMessage()), usual);
        } catch (ProtocolException e) {
            return draft(request, failure(request, FailInfo.BAD_REQUEST, e.getMessage()), usual);
        }
    }

    private ReplyDraft answer(ReceivedRequest request, Opened opened) throws RefusedException, ProtocolException {
        Algorithms algorithms = opened.body().algorithms();
        acceptance.require(algorithms);
        CertificateAuthority authority = opened.authority();
        CertRep reply = switch (opened.body().content()) {
            case RequestBody.PkcsReq asked -> outcome(request, enrollment.request(request, asked.request(), authority));
            case RequestBody.RenewalReq asked ->
                outcome(request, enrollment.renewal(request, asked.request(), authority));
            case RequestBody.CertPoll asked -> outcome(request, enrollment.poll(request, asked.about(), authority));
            case RequestBody.GetCert asked -> success(request, queries.certificate(asked.about()));
            case RequestBody.GetCrl asked -> success(request, queries.crl(asked.about()));
        };
        Optional<PublicKey> key = requested(opened.body().content())
                .or(() -> transactions.find(request.transactionId()).map(Transaction::request))
                .map(CertificationRequest::publicKey);
        return new ReplyDraft(
                reply, request.type(), authority, algorithms, recipient(request), key, Optional.of(request.signer()));
    }

    /** A request enveloped to the next CA is answered by the next CA (RFC 8894 §4.7). */
    private Opened open(ReceivedRequest request) throws CryptoException, ProtocolException {
        CertificateAuthority current = authorities.current();
        try {
            return opened(request, current);
        } catch (CryptoException e) {
            for (CertificateAuthority other : authorities.all()) {
                Optional<Opened> found = other.equals(current) ? Optional.empty() : tryOpen(request, other);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            throw e;
        }
    }

    private Optional<Opened> tryOpen(ReceivedRequest request, CertificateAuthority authority) {
        try {
            return Optional.of(opened(request, authority));
        } catch (CryptoException | ProtocolException e) {
            return Optional.empty();
        }
    }

    private Opened opened(ReceivedRequest request, CertificateAuthority authority)
            throws CryptoException, ProtocolException {
        return new Opened(authority, request.open(key(authority), AlgorithmRules.readable(), random));
    }

    /** RFC 8894 §3: if the CA's key is for signatures only, the challengePassword opens the envelope. */
    private EnvelopeKey key(CertificateAuthority authority) throws CryptoException {
        Identity decrypter = authority.hierarchy().decrypter();
        return decrypter.isRsa()
                ? decrypter.envelopeKey()
                : new EnvelopeKey.Password(rules.challenge()
                        .orElseThrow(() -> new CryptoException(
                                ErrorCode.DECRYPTION,
                                "this CA has an EC key, and requires a challenge password to encrypt requests with")));
    }

    private ReplyDraft draft(ReceivedRequest request, CertRep reply, Algorithms algorithms) {
        return new ReplyDraft(
                reply,
                request.type(),
                authorities.current(),
                algorithms,
                recipient(request),
                Optional.empty(),
                Optional.of(request.signer()));
    }

    private Optional<EnvelopeRecipient> recipient(ReceivedRequest request) {
        return EnvelopeRecipient.of(request.signer(), rules.challenge());
    }

    private static Optional<CertificationRequest> requested(RequestBody body) {
        return switch (body) {
            case RequestBody.PkcsReq asked -> Optional.of(asked.request());
            case RequestBody.RenewalReq asked -> Optional.of(asked.request());
            case RequestBody.CertPoll ignored -> Optional.empty();
            case RequestBody.GetCert ignored -> Optional.empty();
            case RequestBody.GetCrl ignored -> Optional.empty();
        };
    }

    private static CertRep outcome(ReceivedRequest request, Transaction transaction) {
        return switch (transaction.state()) {
            case Transaction.Granted granted ->
                success(request, CertificatesOnly.ofCertificates(List.of(granted.certificate())));
            case Transaction.Waiting ignored -> new CertRep.Pending(request.transactionId(), request.senderNonce());
            case Transaction.Rejected ignored ->
                failure(request, FailInfo.BAD_REQUEST, "the CA administrator rejected the request");
        };
    }

    private static CertRep success(ReceivedRequest request, CertificatesOnly content) {
        return new CertRep.Success(request.transactionId(), request.senderNonce(), content);
    }

    private static CertRep failure(ReceivedRequest request, FailInfo info, String text) {
        return new CertRep.Failure(
                request.transactionId(), request.senderNonce(), Optional.of(info), Optional.of(text));
    }

    private record Opened(CertificateAuthority authority, ReceivedRequest.Body body) {}
}
