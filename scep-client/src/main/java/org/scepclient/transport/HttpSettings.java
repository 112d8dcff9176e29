package org.scepclient.transport;

import java.time.Duration;
import java.util.Optional;

/**
 * How exchanges are made.
 *
 * @param connectTimeout for the TCP connection, TLS included where the server is silent
 * @param totalTimeout for one exchange from the first look-up to the reply's last byte, redirects included
 * @param replyLimit the longest body that is read, in bytes
 * @param proxy the proxy, for http and https; none: direct, whatever the environment says
 * @param tls used for https only
 */
public record HttpSettings(
        Duration connectTimeout, Duration totalTimeout, int replyLimit, Optional<HttpProxy> proxy, TlsSettings tls) {

    /** Ten seconds to connect, a minute in all, 2 MiB, no proxy, the system's trust store. */
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
