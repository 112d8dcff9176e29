package org.scepclient.testca.service;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import org.scepclient.error.ProtocolException;
import org.scepclient.message.FailInfo;
import org.scepclient.message.IssuerAndSubject;
import org.scepclient.message.ReceivedRequest;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.testca.authority.CertificateAuthority;
import org.scepclient.testca.authority.Issued;
import org.scepclient.value.Secret;

/** Decides about PKCSReq, RenewalReq and CertPoll. */
final class EnrollmentService {
    private final ServiceRules rules;
    private final SenderRules senders;
    private final Transactions transactions;
    private final Clock clock;

    EnrollmentService(ServiceRules rules, SenderRules senders, Transactions transactions, Clock clock) {
        this.rules = rules;
        this.senders = senders;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** RFC 8894 §2.3, §2.4: a self-signed request needs the challenge, a certificate of this CA needs none. */
    Transaction request(ReceivedRequest message, CertificationRequest request, CertificateAuthority authority)
            throws RefusedException, ProtocolException {
        requireProof(request);
        Optional<Issued> old = senders.issuedTo(message.signer());
        if (old.isPresent() && isFor(old.get(), request)) {
            return renew(message, request, authority, old.get());
        }
        if (old.isPresent()) {
            // A registration authority forwards the request of a device, which proves its authorization with the
            // challenge.
            senders.requireGood(old.get(), clock.instant());
        } else {
            requireOwnKey(message.signer(), request);
        }
        requireChallenge(request);
        return transactions.submit(
                message.transactionId(), transaction(message, request, authority), rules.approval() == Approval.AUTO);
    }

    /** RFC 8894 §3.3.1.2: RenewalReq is signed with an existing certificate of this CA. */
    Transaction renewal(ReceivedRequest message, CertificationRequest request, CertificateAuthority authority)
            throws RefusedException, ProtocolException {
        if (!rules.capabilities().offersRenewal()) {
            throw new RefusedException(FailInfo.BAD_REQUEST, "this CA does not offer Renewal; send a PKCSReq");
        }
        requireProof(request);
        Issued old = senders.issuedTo(message.signer())
                .orElseThrow(() -> new RefusedException(
                        FailInfo.BAD_MESSAGE_CHECK, "a renewal must be signed with a certificate that this CA issued"));
        return renew(message, request, authority, old);
    }

    private Transaction renew(
            ReceivedRequest message, CertificationRequest request, CertificateAuthority authority, Issued old)
            throws RefusedException, ProtocolException {
        senders.requireGood(old, clock.instant());
        // RFC 8894 §3.3.1.2: the renewal must be for the holder of the certificate that signed it.
        if (!isFor(old, request)) {
            throw new RefusedException(
                    FailInfo.BAD_REQUEST,
                    "the subject of the renewal differs from that of the certificate that signed it");
        }
        return transactions.submit(message.transactionId(), transaction(message, request, authority), true);
    }

    private static boolean isFor(Issued old, CertificationRequest request) {
        return old.certificate().getSubjectX500Principal().equals(request.subject());
    }

    /** RFC 8894 §3.3.3: the transaction is found by its ID, and the names must match the request. */
    Transaction poll(ReceivedRequest message, IssuerAndSubject about, CertificateAuthority authority)
            throws RefusedException {
        Transaction found = transactions
                .find(message.transactionId())
                .filter(one -> one.sender().equals(message.signer().getPublicKey()))
                .orElseThrow(() -> new RefusedException(
                        FailInfo.BAD_CERT_ID, "this client has no request with this transactionID"));
        if (!found.authority().name().equals(about.issuer())
                || !found.request().subject().equals(about.subject())) {
            throw new RefusedException(
                    FailInfo.BAD_CERT_ID,
                    "the names in the poll are not those of the CA '" + authority.name() + "' and of the request");
        }
        return found;
    }

    private Transaction transaction(ReceivedRequest message, CertificationRequest request, CertificateAuthority ca) {
        return new Transaction(
                message.type(),
                request,
                message.signer().getPublicKey(),
                ca,
                clock.instant(),
                new Transaction.Waiting());
    }

    private static void requireProof(CertificationRequest request) throws RefusedException {
        try {
            request.verify();
        } catch (ProtocolException e) {
            throw new RefusedException(
                    FailInfo.BAD_MESSAGE_CHECK,
                    "the certification request is not signed with the key that it contains");
        }
    }

    /** RFC 8894 §2.3: the self-signed certificate must have the key of the request. */
    private static void requireOwnKey(X509Certificate signer, CertificationRequest request) throws RefusedException {
        if (!signer.getPublicKey().equals(request.publicKey())) {
            throw new RefusedException(
                    FailInfo.BAD_MESSAGE_CHECK,
                    "the message is signed neither with the requested key nor with a certificate of this CA");
        }
    }

    private void requireChallenge(CertificationRequest request) throws RefusedException, ProtocolException {
        if (rules.challenge().isEmpty()) {
            return;
        }
        Optional<Secret> given = request.challengePassword();
        if (given.isEmpty()) {
            throw new RefusedException(FailInfo.BAD_REQUEST, "the challenge password is missing");
        }
        if (!given.equals(rules.challenge())) {
            throw new RefusedException(FailInfo.BAD_REQUEST, "the challenge password is wrong");
        }
    }
}
