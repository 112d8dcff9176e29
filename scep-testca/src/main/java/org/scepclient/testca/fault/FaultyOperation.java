package org.scepclient.testca.fault;

import org.scepclient.message.MessageType;

/** The operation whose response a fault affects; all others are answered correctly. */
public enum FaultyOperation {
    GET_CA_CAPS("GetCACaps"),
    GET_CA_CERT("GetCACert"),
    GET_NEXT_CA_CERT("GetNextCACert"),
    /** PKCSReq, RenewalReq, CertPoll. */
    ENROLLMENT("PKCSReq, RenewalReq, CertPoll"),
    GET_CERT("GetCert"),
    GET_CRL("GetCRL"),
    /** Every message. */
    PKI_OPERATION("PKIOperation"),
    /** Every message, and the certificates with which it is verified. */
    GET_CA_CERT_AND_PKI_OPERATION("GetCACert, PKIOperation");

    private final String label;

    FaultyOperation(String label) {
        this.label = label;
    }

    /** The name of the operation in RFC 8894. */
    public String label() {
        return label;
    }

    boolean covers(FaultyOperation asked) {
        return this == asked || (this == GET_CA_CERT_AND_PKI_OPERATION && asked == GET_CA_CERT);
    }

    boolean covers(MessageType type) {
        return switch (this) {
            case GET_CA_CAPS, GET_CA_CERT, GET_NEXT_CA_CERT -> false;
            case ENROLLMENT ->
                type == MessageType.PKCS_REQ || type == MessageType.RENEWAL_REQ || type == MessageType.CERT_POLL;
            case GET_CERT -> type == MessageType.GET_CERT;
            case GET_CRL -> type == MessageType.GET_CRL;
            case PKI_OPERATION, GET_CA_CERT_AND_PKI_OPERATION -> true;
        };
    }
}
