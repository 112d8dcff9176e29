package org.scepclient.message;

import org.scepclient.error.ProtocolException;

/** The failInfo attribute (RFC 8894 §3.2.1.4): decimal digits in a PrintableString. */
public enum FailInfo {
    BAD_ALG(0, "badAlg"),
    BAD_MESSAGE_CHECK(1, "badMessageCheck"),
    BAD_REQUEST(2, "badRequest"),
    BAD_TIME(3, "badTime"),
    BAD_CERT_ID(4, "badCertId");

    private final int number;
    private final String rfcName;

    FailInfo(int number, String rfcName) {
        this.number = number;
        this.rfcName = rfcName;
    }

    /** The name in RFC 8894, for example {@code badRequest}. */
    public String rfcName() {
        return rfcName;
    }

    /** The digit on the wire: 0 for badAlg to 4 for badCertId. */
    public String encoded() {
        return Integer.toString(number);
    }

    static FailInfo of(String digits) throws ProtocolException {
        for (FailInfo info : values()) {
            if (info.encoded().equals(digits)) {
                return info;
            }
        }
        throw ProtocolException.attribute("failInfo", "has the unknown value '" + digits + "'");
    }
}
