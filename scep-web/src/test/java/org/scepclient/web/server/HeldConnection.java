package org.scepclient.web.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLSocket;

/** A connection of an address of the loopback network, whose client requests much and reads nothing. */
final class HeldConnection implements AutoCloseable {
    private static final int RECEIVE_BUFFER = 2048;
    private static final int REQUESTS = 300;
    private static final int TIMEOUT_MILLIS = 5000;

    private final Socket socket = new Socket();

    private HeldConnection() {}

    static HeldConnection open(String from, int port) throws IOException, GeneralSecurityException {
        HeldConnection held = new HeldConnection();
        held.connect(from, port);
        return held;
    }

    private void connect(String from, int port) throws IOException, GeneralSecurityException {
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.bind(new InetSocketAddress(InetAddress.getByName(from), 0));
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        SSLSocket tls = (SSLSocket) TrustsAll.tls().getSocketFactory().createSocket(socket, "127.0.0.1", port, false);
        tls.startHandshake();
        tls.getOutputStream()
                .write("GET /style.css HTTP/1.1\r\nHost: x\r\n\r\n"
                        .repeat(REQUESTS)
                        .getBytes(US_ASCII));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
