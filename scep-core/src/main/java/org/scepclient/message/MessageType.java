package org.scepclient.message;

import org.scepclient.error.ProtocolException;

/** The messageType attribute (RFC 8894 §3.2.1.2): decimal digits in a PrintableString. */
public enum MessageType {
    CERT_REP("CertRep", 3),
    RENEWAL_REQ("RenewalReq", 17),
    PKCS_REQ("PKCSReq", 19),
    /** GetCertInitial in the drafts before RFC 8894. */
    CERT_POLL("CertPoll", 20),
    GET_CERT("GetCert", 21),
    GET_CRL("GetCRL", 22);

    private final String rfcName;
    private final int number;

    MessageType(String rfcName, int number) {
        this.rfcName = rfcName;
        this.number = number;
    }

    /** The name in RFC 8894, for example {@code PKCSReq}. */
    public String rfcName() {
        return rfcName;
    }

    public String encoded() {
        return Integer.toString(number);
    }

    static MessageType of(String digits) throws ProtocolException {
        for (MessageType type : values()) {
            if (type.encoded().equals(digits)) {
                return type;
            }
        }
        throw ProtocolException.attribute("messageType", "has the unknown value '" + digits + "'");
    }
}
