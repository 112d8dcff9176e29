package org.scepclient.testca.fault;

/** The part of a reply that a fault affects; all other parts are correct, including the signature. */
public enum Layer {
    /** The decision. */
    DECISION(FaultyOperation.ENROLLMENT),
    /** The certificates of a SUCCESS. */
    GRANT(FaultyOperation.ENROLLMENT),
    /** The requested certificate. */
    CERTIFICATE(FaultyOperation.GET_CERT),
    /** The CRL, also where it is published. */
    CRL(FaultyOperation.GET_CRL),
    /** The envelope and its content. */
    ENVELOPE(FaultyOperation.PKI_OPERATION),
    /** The signed attributes. */
    ATTRIBUTES(FaultyOperation.PKI_OPERATION),
    /** The certificate that signs the reply. */
    SIGNER(FaultyOperation.PKI_OPERATION),
    /** The certificate that signs the reply and that GetCACert lists. */
    LISTED_SIGNER(FaultyOperation.GET_CA_CERT_AND_PKI_OPERATION),
    /** The SignedData around content and attributes. */
    STRUCTURE(FaultyOperation.PKI_OPERATION),
    /** The bytes of the finished message. */
    BYTES(FaultyOperation.PKI_OPERATION),
    /** The HTTP response. */
    HTTP(FaultyOperation.PKI_OPERATION),
    /** The transmission of the HTTP response. */
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
