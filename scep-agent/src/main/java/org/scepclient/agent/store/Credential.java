package org.scepclient.agent.store;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.scepclient.cms.Signer;
import org.scepclient.keys.LoadedKey;

/**
 * A certificate with its matching private key.
 *
 * @param serial serial number in the form of {@code openssl x509 -serial}
 */
public record Credential(
        String serial, X509Certificate certificate, LoadedKey key, Path keyFile, Path certificateFile) {

    /** The signer of a renewal request. */
    public Signer signer() {
        return new Signer(key.key(), certificate);
    }
}
