package org.scepclient.error;

/** A signer or a certificate is not one that the configured CA certificates vouch for. */
public final class TrustException extends ScepException {
    private static final long serialVersionUID = 1L;

    public TrustException(ErrorCode code, String message) {
        super(code, message, null);
    }
}
