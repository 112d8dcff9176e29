package org.scepclient.enrollment;

import java.util.ArrayList;
import java.util.List;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.enrollment.EnrollmentOrder.MessageChoice;
import org.scepclient.message.MessageType;
import org.scepclient.message.RequestBody;
import org.scepclient.pkcs10.CertificationRequest;

/** One of the messages that an order tries, because servers differ. */
record Attempt(MessageType type, CertificationRequest request) {

    /** The attempts, in their order. */
    static List<Attempt> of(EnrollmentOrder order, CaCapabilities capabilities) {
        List<Attempt> attempts = new ArrayList<>();
        for (MessageType type : types(order.choice(), capabilities)) {
            attempts.add(new Attempt(type, order.request()));
            order.challengeFallback().ifPresent(withChallenge -> attempts.add(new Attempt(type, withChallenge)));
        }
        return attempts;
    }

    private static List<MessageType> types(MessageChoice choice, CaCapabilities capabilities) {
        return switch (choice) {
            case PKCS_REQ -> List.of(MessageType.PKCS_REQ);
            case RENEWAL_REQ -> List.of(MessageType.RENEWAL_REQ);
            // RFC 8894 §2.3: RenewalReq only if the CA offers it.
            case AUTOMATIC ->
                capabilities.offersRenewal()
                        ? List.of(MessageType.RENEWAL_REQ, MessageType.PKCS_REQ)
                        : List.of(MessageType.PKCS_REQ);
        };
    }

    RequestBody body() {
        return type == MessageType.RENEWAL_REQ ? new RequestBody.RenewalReq(request) : new RequestBody.PkcsReq(request);
    }
}
