package org.scepclient.cms;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.bouncycastle.cms.CMSException;
import org.scepclient.error.ProtocolException;

/** The boundary to the ASN.1 decoder, which reports malformed input by several unchecked exceptions. */
final class Decoding {
    private Decoding() {}

    interface Step<T> {
        T run() throws IOException, CMSException, GeneralSecurityException, ProtocolException;
    }

    /** Runs one decoding step; whatever it finds wrong becomes one exception that names {@code what}. */
    static <T> T of(String what, Step<T> step) throws ProtocolException {
        try {
            return step.run();
        } catch (IOException | CMSException | GeneralSecurityException | RuntimeException e) {
            throw ProtocolException.malformed(what, e);
        }
    }
}
