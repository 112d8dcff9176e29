package org.scepclient.web.tls;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What the page shows that it is itself.
 *
 * @param name tells one pair from another, in this process
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
