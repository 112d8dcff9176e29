package org.scepclient.testca.fault;

/** Where in a reply a fault sits; everything outside of it is as it should be, the signature included. */
public enum Layer {
    /** What is decided. */
    DECISION(FaultyOperation.ENROLLMENT),
    /** The certificates of a SUCCESS. */
    GRANT(FaultyOperation.ENROLLMENT),
    /** The certificate that was asked for. */
    CERTIFICATE(FaultyOperation.GET_CERT),
    /** The CRL, also where it is published. */
    CRL(FaultyOperation.GET_CRL),
    /** What the envelope hides, and the envelope. */
    ENVELOPE(FaultyOperation.PKI_OPERATION),
    /** The signed attributes. */
    ATTRIBUTES(FaultyOperation.PKI_OPERATION),
    /** Whose signature it is. */
    SIGNER(FaultyOperation.PKI_OPERATION),
    /** Whose signature it is, where GetCACert lists the signer. */
    LISTED_SIGNER(FaultyOperation.GET_CA_CERT_AND_PKI_OPERATION),
    /** The SignedData around content and attributes. */
    STRUCTURE(FaultyOperation.PKI_OPERATION),
    /** The bytes of the finished message. */
    BYTES(FaultyOperation.PKI_OPERATION),
    /** The HTTP answer. */
    HTTP(FaultyOperation.PKI_OPERATION),
    /** The HTTP answer's way through the connection. */
    CONNECTION(FaultyOperation.PKI_OPERATION),
    CAPABILITIES(FaultyOperation.GET_CA_CAPS),
    CA_CERTIFICATES(FaultyOperation.GET_CA_CERT),
    NEXT_CA(FaultyOperation.GET_NEXT_CA_CERT);

    private final FaultyOperation operation;

    Layer(FaultyOperation operation) {
        this.operation = operation;
    }

    FaultyOperation operation() {
        return operation;
    }
}
