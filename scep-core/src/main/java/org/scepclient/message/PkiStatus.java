package org.scepclient.message;

import org.scepclient.error.ProtocolException;

/** The pkiStatus attribute (RFC 8894 §3.2.1.3): decimal digits in a PrintableString. */
public enum PkiStatus {
    SUCCESS(0),
    FAILURE(2),
    PENDING(3);

    private final int number;

    PkiStatus(int number) {
        this.number = number;
    }

    public String encoded() {
        return Integer.toString(number);
    }

    static PkiStatus of(String digits) throws ProtocolException {
        for (PkiStatus status : values()) {
            if (status.encoded().equals(digits)) {
                return status;
            }
        }
        throw ProtocolException.attribute("pkiStatus", "has the unknown value '" + digits + "'");
    }
}
