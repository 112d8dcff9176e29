package org.scepclient.agent.store;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.scepclient.cms.Signer;
import org.scepclient.keys.LoadedKey;

/**
 * A certificate with its private key, both read and seen to belong together.
 *
 * @param serial the serial number as {@code openssl x509 -serial} prints it
 */
public record Credential(
        String serial, X509Certificate certificate, LoadedKey key, Path keyFile, Path certificateFile) {

    /** The pair as that which signs a renewal. */
    public Signer signer() {
        return new Signer(key.key(), certificate);
    }
}
