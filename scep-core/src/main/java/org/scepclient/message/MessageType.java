package org.scepclient.message;

import org.scepclient.error.ProtocolException;

/** The messageType attribute (RFC 8894 §3.2.1.2): decimal digits in a PrintableString. */
public enum MessageType {
    CERT_REP(3),
    RENEWAL_REQ(17),
    PKCS_REQ(19),
    /** Called GetCertInitial before RFC 8894. */
    CERT_POLL(20),
    GET_CERT(21),
    GET_CRL(22);

    private final int number;

    MessageType(int number) {
        this.number = number;
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
