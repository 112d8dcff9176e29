package org.scepclient.error;

/** The trusted CA certificates do not vouch for a signer or a certificate. */
public final class TrustException extends ScepException {
    private static final long serialVersionUID = 1L;

    public TrustException(ErrorCode code, String message) {
        super(code, message, null);
    }
}
