package org.scepclient.transport;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * Trust and identity of https connections.
 *
 * @param trusted the CA certificates that the server's certificate must chain to; if empty, those of the operating system
 *     or, if it has no list, of the Java runtime
 * @param identity the client certificate for a server that requests one
 */
public record TlsSettings(List<X509Certificate> trusted, Optional<Identity> identity) {

    public TlsSettings {
        trusted = List.copyOf(trusted);
    }

    public static TlsSettings system() {
        return new TlsSettings(List.of(), Optional.empty());
    }

    /**
     * A key with its certificate chain.
     *
     * @param key the private key, which may be in a token
     * @param chain the certificate of the key, followed by its issuers
     */
    public record Identity(PrivateKey key, List<X509Certificate> chain) {
        public Identity {
            chain = List.copyOf(chain);
            if (chain.isEmpty()) {
                throw new IllegalArgumentException("a TLS client identity needs a certificate");
            }
        }
    }
}
