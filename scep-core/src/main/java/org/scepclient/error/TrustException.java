package org.scepclient.error;

/** A signer or a certificate is not from the trusted CA. */
public final class TrustException extends ScepException {
    private static final long serialVersionUID = 1L;

    public TrustException(ErrorCode code, String message) {
        super(code, message, null);
    }
}
