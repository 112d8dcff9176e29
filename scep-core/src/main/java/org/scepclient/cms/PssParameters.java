package org.scepclient.cms;

import java.io.IOException;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidAlgorithmParameterException;
import java.security.spec.PSSParameterSpec;

/** The parameters of an RSASSA-PSS signature (RFC 8017 appendix A.2.3). */
public final class PssParameters {
    /** The JCA name of the algorithm. */
    public static final String ALGORITHM = "RSASSA-PSS";

    private PssParameters() {}

    /**
     * Decodes the parameters of an AlgorithmIdentifier, which contain the digest.
     *
     * @throws GeneralSecurityException if they are malformed or the JDK does not support them
     */
    public static PSSParameterSpec decode(byte[] der) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance(ALGORITHM);
        try {
            parameters.init(der);
        } catch (IOException e) {
            throw new InvalidAlgorithmParameterException("malformed " + ALGORITHM + " parameters", e);
        }
        return parameters.getParameterSpec(PSSParameterSpec.class);
    }
}
