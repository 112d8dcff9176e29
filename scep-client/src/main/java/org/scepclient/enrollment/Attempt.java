package org.scepclient.enrollment;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.scepclient.caps.CaCapabilities;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.message.MessageType;
import org.scepclient.message.RequestBody;
import org.scepclient.message.TransactionId;
import org.scepclient.pkcs10.CertificationRequest;

/** One way to ask for a certificate; an order has several where servers differ. */
record Attempt(MessageType type, CertificationRequest request) {

    /** The ways in the order in which they are tried. */
    static List<Attempt> of(EnrollmentOrder order, CaCapabilities capabilities) {
        List<Attempt> attempts = new ArrayList<>();
        for (MessageType type : types(order.choice(), capabilities)) {
            attempts.add(new Attempt(type, order.request()));
            order.reserve().ifPresent(withChallenge -> attempts.add(new Attempt(type, withChallenge)));
        }
        return attempts;
    }

    private static List<MessageType> types(MessageChoice choice, CaCapabilities capabilities) {
        return switch (choice) {
            case PKCS_REQ -> List.of(MessageType.PKCS_REQ);
            case RENEWAL_REQ -> List.of(MessageType.RENEWAL_REQ);
            // RFC 8894 §2.3: RenewalReq only where the CA offers it.
            case AUTOMATIC ->
                capabilities.offersRenewal()
                        ? List.of(MessageType.RENEWAL_REQ, MessageType.PKCS_REQ)
                        : List.of(MessageType.PKCS_REQ);
        };
    }

    /**
     * The order as this attempt sends it. A FAILURE ended the transaction before (RFC 8894 §2.5.1), and a server
     * that remembers it would answer the same again, so after one the identifier is another.
     */
    EnrollmentOrder applied(EnrollmentOrder order, int refusals) {
        if (refusals == 0) {
            return order;
        }
        String previous = order.transactionId().value() + "/" + refusals;
        byte[] digest = DigestAlgorithm.SHA256.digest(previous.getBytes(StandardCharsets.US_ASCII));
        return order.inTransaction(
                new TransactionId(HexFormat.of().withUpperCase().formatHex(digest)));
    }

    RequestBody body() {
        return type == MessageType.RENEWAL_REQ ? new RequestBody.RenewalReq(request) : new RequestBody.PkcsReq(request);
    }
}
