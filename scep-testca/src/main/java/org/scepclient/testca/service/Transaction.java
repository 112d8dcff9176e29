package org.scepclient.testca.service;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import org.scepclient.message.MessageType;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.testca.authority.CertificateAuthority;

/**
 * One enrollment, as the CA remembers it under its transactionID.
 *
 * @param type PKCSReq or RenewalReq
 * @param sender whose signature stood under the request
 * @param authority the CA that the request was made for
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

    /** The same request from the same client: what is sent again after a lost reply. */
    boolean repeats(Transaction other) {
        return type == other.type
                && request.der().equals(other.request.der())
                && sender.equals(other.sender)
                && authority.equals(other.authority);
    }
}
