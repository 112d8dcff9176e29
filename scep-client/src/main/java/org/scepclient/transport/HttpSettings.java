package org.scepclient.transport;

import java.time.Duration;
import java.util.Optional;

/**
 * Settings of HTTP exchanges.
 *
 * @param connectTimeout the limit for the TCP connection, including TLS with an unresponsive server
 * @param totalTimeout the limit for an exchange, from the name lookup to the last byte of the response, with redirects
 * @param replyLimit the maximum length of a body in bytes
 * @param proxy the proxy for http and https; if empty, connections are direct, independent of the environment
 * @param tls settings for https
 */
public record HttpSettings(
        Duration connectTimeout, Duration totalTimeout, int replyLimit, Optional<HttpProxy> proxy, TlsSettings tls) {

    /** Ten seconds to connect, one minute in total, 2 MiB, no proxy, the system's trust store. */
    public static HttpSettings defaults() {
        return new HttpSettings(
                Duration.ofSeconds(10), Duration.ofSeconds(60), 2 << 20, Optional.empty(), TlsSettings.system());
    }

    public HttpSettings withConnectTimeout(Duration timeout) {
        return new HttpSettings(timeout, totalTimeout, replyLimit, proxy, tls);
    }

    public HttpSettings withTotalTimeout(Duration timeout) {
        return new HttpSettings(connectTimeout, timeout, replyLimit, proxy, tls);
    }

    public HttpSettings withReplyLimit(int bytes) {
        return new HttpSettings(connectTimeout, totalTimeout, bytes, proxy, tls);
    }

    public HttpSettings withProxy(HttpProxy through) {
        return new HttpSettings(connectTimeout, totalTimeout, replyLimit, Optional.of(through), tls);
    }

    public HttpSettings withTls(TlsSettings settings) {
        return new HttpSettings(connectTimeout, totalTimeout, replyLimit, proxy, settings);
    }
}
