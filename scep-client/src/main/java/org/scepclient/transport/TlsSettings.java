package org.scepclient.transport;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/**
 * What https connections trust and present.
 *
 * @param trusted the CA certificates for the server's certificate; none: those the operating system trusts, and where it
 *     has no list, those of the Java runtime
 * @param identity the client's own certificate, where the server asks for one
 */
public record TlsSettings(List<X509Certificate> trusted, Optional<Identity> identity) {

    public TlsSettings {
        trusted = List.copyOf(trusted);
    }

    public static TlsSettings system() {
        return new TlsSettings(List.of(), Optional.empty());
    }

    /**
     * A key, of whatever provider, with its certificate first and the chain after it.
     *
     * @param key the private key; it may live in a token
     * @param chain at least the key's own certificate
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
