package org.scepclient.cli.sscep;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/** An https server that forwards every request to an http server. */
@NullMarked
public final class TlsFront implements AutoCloseable {
    private static final char[] NO_PASSWORD = {};

    private final HttpsServer server;
    private final URI target;

    private TlsFront(HttpsServer server, URI target) {
        this.server = server;
        this.target = target;
    }

    /** A server with the certificate of the second device; {@code clients} is the CA of the required client certificates. */
    public static TlsFront of(URI target, X509Certificate certificate, @Nullable X509Certificate clients)
            throws Exception {
        HttpsServer https = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        SSLContext context = context(certificate, clients);
        https.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters tls = context.getDefaultSSLParameters();
                tls.setNeedClientAuth(clients != null);
                parameters.setSSLParameters(tls);
            }
        });
        TlsFront front = new TlsFront(https, target);
        https.createContext("/", front::forward);
        https.start();
        return front;
    }

    private static SSLContext context(X509Certificate certificate, @Nullable X509Certificate clients) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry("server", DeviceKeys.SECOND.key().privateKey(), NO_PASSWORD, new Certificate[] {certificate});
        if (clients != null) {
            store.setCertificateEntry("clients", clients);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private void forward(HttpExchange exchange) throws IOException {
        URI uri = target.resolve(exchange.getRequestURI());
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
        byte[] body = exchange.getRequestBody().readAllBytes();
        if (body.length > 0) {
            connection.setDoOutput(true);
            connection.setRequestProperty(
                    "Content-Type", exchange.getRequestHeaders().getFirst("Content-Type"));
            connection.getOutputStream().write(body);
        }
        byte[] answer = connection.getInputStream().readAllBytes();
        exchange.getResponseHeaders().add("Content-Type", connection.getContentType());
        exchange.sendResponseHeaders(connection.getResponseCode(), answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    public String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort() + target.getPath();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
