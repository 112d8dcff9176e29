package org.scepclient.web.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A TLS server certificate with its private key and chain.
 *
 * @param name alias that is unique within this process
 * @param chain the certificate, then its issuers
 */
record ServerCredential(String name, PrivateKey key, List<X509Certificate> chain) {
    ServerCredential {
        chain = List.copyOf(chain);
    }

    @Override
    public String toString() {
        return "ServerCredential[" + name + "]";
    }
}
