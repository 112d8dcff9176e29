package org.scepclient.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sockets for https through a proxy. {@code HttpURLConnection} could open the tunnel itself, but it sends user and password
 * to a proxy only if {@code jdk.http.auth.tunneling.disabledSchemes} is changed for the whole process.
 */
final class TunnelSocketFactory extends SSLSocketFactory {
    private final SSLSocketFactory tls;
    private final HttpSettings settings;

    TunnelSocketFactory(SSLSocketFactory tls, HttpSettings settings) {
        this.tls = tls;
        this.settings = settings;
    }

    /** The socket for the connection through the proxy, without TLS. */
    @Override
    public Socket createSocket() {
        return new TunnelSocket(settings.proxy().orElseThrow(), Deadline.after(settings.totalTimeout()));
    }

    /** Adds TLS to the tunnel. */
    @Override
    public Socket createSocket(Socket tunnel, String host, int port, boolean autoClose) throws IOException {
        return tls.createSocket(tunnel, host, port, autoClose);
    }

    @Override
    public String[] getDefaultCipherSuites() {
        return tls.getDefaultCipherSuites();
    }

    @Override
    public String[] getSupportedCipherSuites() {
        return tls.getSupportedCipherSuites();
    }

    @Override
    public Socket createSocket(String host, int port) throws IOException {
        throw directly();
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress local, int localPort) throws IOException {
        throw directly();
    }

    @Override
    public Socket createSocket(InetAddress host, int port) throws IOException {
        throw directly();
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort) throws IOException {
        throw directly();
    }

    private static IOException directly() {
        return new IOException("a proxy is set, so no direct connection is made");
    }
}
