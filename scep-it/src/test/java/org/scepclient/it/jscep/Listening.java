package org.scepclient.it.jscep;

import java.security.KeyStore;
import java.util.Optional;

/**
 * The host and the TLS settings of a server, which listens on a free port.
 *
 * @param host an address of the loopback interface
 * @param tls settings for https; empty for http
 */
public record Listening(String host, Optional<Tls> tls) {

    /**
     * The settings of the server for https.
     *
     * @param identity the server's key and certificate; its password is empty
     * @param clients the CAs of client certificates, which are then required
     */
    public record Tls(KeyStore identity, Optional<KeyStore> clients) {}

    public static Listening onLoopback() {
        return new Listening("127.0.0.1", Optional.empty());
    }

    public static Listening onIpv6Loopback() {
        return new Listening("::1", Optional.empty());
    }

    public static Listening withTls(Tls tls) {
        return new Listening("127.0.0.1", Optional.of(tls));
    }

    String scheme() {
        return tls.isPresent() ? "https" : "http";
    }

    String authority(int port) {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
