package org.scepclient.transport;

import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.util.Optional;
import org.scepclient.error.TransportException;

/** Opens connections with the settings, and disables the automatic behavior of {@code HttpURLConnection}. */
final class ConnectionOpener {
    /** Read by the JDK only for the first connection. */
    private static final String RETRY_POST = "sun.net.http.retryPost";

    static {
        // Otherwise the JDK repeats a POST after an interrupted connection. Streaming mode prevents that too, but
        // discards
        // the body of a 401 and 407, in which the server explains the refusal.
        if (System.getProperty(RETRY_POST) == null) {
            System.setProperty(RETRY_POST, "false");
        }
    }

    private final HttpSettings settings;
    private final TlsConnections tls;
    /** Has no password, so that 401 and 407 are returned and no installed authenticator is used. */
    private final Authenticator noPassword = new Authenticator() {};

    ConnectionOpener(HttpSettings settings) {
        this.settings = settings;
        this.tls = new TlsConnections(settings);
    }

    HttpURLConnection open(HttpRequest request, Deadline deadline) throws IOException, TransportException {
        URL url = request.url().uri().toURL();
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(proxyFor(request.url()));
        if (request.url().secure()) {
            tls.secure(connection);
        }
        connection.setConnectTimeout(deadline.remainingMillis(settings.connectTimeout()));
        connection.setReadTimeout(deadline.remainingMillis(settings.totalTimeout()));
        connection.setAuthenticator(noPassword);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        headers(connection, request);
        return connection;
    }

    /** For https, {@link TunnelSocketFactory} opens the tunnel through the proxy. */
    private Proxy proxyFor(HttpUrl url) {
        Optional<HttpProxy> proxy = settings.proxy();
        return proxy.isEmpty() || url.secure()
                ? Proxy.NO_PROXY
                : new Proxy(Proxy.Type.HTTP, proxy.get().address());
    }

    private void headers(HttpURLConnection connection, HttpRequest request) throws IOException {
        connection.setRequestMethod(request.method());
        connection.setRequestProperty("User-Agent", "scepClient");
        connection.setRequestProperty("Accept", "*/*");
        request.url().credentials().ifPresent(c -> connection.setRequestProperty("Authorization", c.basic()));
        if (!request.url().secure()) {
            settings.proxy()
                    .flatMap(HttpProxy::credentials)
                    .ifPresent(c -> connection.setRequestProperty("Proxy-Authorization", c.basic()));
        }
        if (request instanceof HttpRequest.Post post) {
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", post.contentType());
        }
    }
}
