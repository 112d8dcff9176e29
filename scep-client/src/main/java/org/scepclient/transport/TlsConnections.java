package org.scepclient.transport;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;

/** Configures trust and identity of https connections. TLS is loaded for the first of them only. */
final class TlsConnections {
    private final HttpSettings settings;
    private @Nullable SSLSocketFactory sockets;

    TlsConnections(HttpSettings settings) {
        this.settings = settings;
    }

    void secure(HttpURLConnection connection) throws TransportException {
        if (connection instanceof HttpsURLConnection https) {
            https.setSSLSocketFactory(sockets());
        }
    }

    /** One factory for all connections, so that they share TLS sessions. */
    private synchronized SSLSocketFactory sockets() throws TransportException {
        if (sockets == null) {
            SSLSocketFactory plain = context().getSocketFactory();
            sockets = settings.proxy().isEmpty() ? plain : new TunnelSocketFactory(plain, settings);
        }
        return sockets;
    }

    private SSLContext context() throws TransportException {
        TlsSettings tls = settings.tls();
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            KeyManager @Nullable [] keys = tls.identity()
                    .map(identity -> new KeyManager[] {new IdentityKeyManager(identity)})
                    .orElse(null);
            context.init(keys, trustManagers(tls), null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new TransportException(ErrorCode.TLS, "cannot set up TLS: " + ConnectionFailure.text(e), false, e);
        }
    }

    /** Null, for the Java runtime's list, if neither the caller nor the system has one. */
    private static TrustManager @Nullable [] trustManagers(TlsSettings tls)
            throws GeneralSecurityException, IOException {
        if (!tls.trusted().isEmpty()) {
            return trusting(tls.trusted());
        }
        Optional<List<X509Certificate>> system =
                SystemTrust.ofPlatform(System.getenv("SSL_CERT_FILE")).certificates();
        return system.isPresent() ? trusting(system.get()) : null;
    }

    private static TrustManager[] trusting(List<X509Certificate> trusted) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("ca-" + i, trusted.get(i));
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
