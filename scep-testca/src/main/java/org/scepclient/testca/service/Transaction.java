package org.scepclient.testca.service;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.scepclient.message.MessageType;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.testca.authority.CertificateAuthority;

/**
 * The CA's record of an enrollment.
 *
 * @param type PKCSReq or RenewalReq
 * @param sender the certificate that signed the request
 * @param authority the CA to which the request was addressed
 */
record Transaction(
        MessageType type,
        CertificationRequest request,
        PublicKey sender,
        CertificateAuthority authority,
        Instant received,
        State state) {

    sealed interface State {}

    record Waiting() implements State {}

    record Granted(X509Certificate certificate) implements State {}

    record Rejected() implements State {}

    Transaction with(State next) {
        return new Transaction(type, request, sender, authority, received, next);
    }

    boolean isWaiting() {
        return state instanceof Waiting;
    }

    boolean isRejected() {
        return state instanceof Rejected;
    }

    /**
     * True for the same request from the same client, which it repeats after a lost reply. A renewal of another key may be
     * repeated by the other one of PKCSReq and RenewalReq.
     */
    boolean isRepetitionOf(Transaction other) {
        boolean renewal = !sender.equals(request.publicKey());
        return (type == other.type || renewal)
                && request.der().equals(other.request.der())
                && sender.equals(other.sender)
                && authority.equals(other.authority);
    }
}
