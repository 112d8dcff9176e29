package org.scepclient.web.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLSocket;

/** A TLS connection on which tests send requests that no browser would send. */
final class RawConnection implements AutoCloseable {
    private static final int TIMEOUT_MILLIS = 40_000;

    private final SSLSocket socket;

    RawConnection(int port) throws IOException, GeneralSecurityException {
        this.socket = (SSLSocket) TrustsAll.tls().getSocketFactory().createSocket("127.0.0.1", port);
        socket.setSoTimeout(TIMEOUT_MILLIS);
    }

    RawConnection write(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** Reads until the server closes the connection, or until an error. */
    String readAll() {
        StringBuilder text = new StringBuilder();
        try {
            byte[] octets = new byte[4096];
            for (int n = socket.getInputStream().read(octets);
                    n > 0;
                    n = socket.getInputStream().read(octets)) {
                text.append(new String(octets, 0, n, ISO_8859_1));
            }
        } catch (IOException e) {
            text.append("(connection lost)");
        }
        return text.toString();
    }

    /** Sends a request unchanged and returns the whole response. */
    static String exchange(int port, String request) throws IOException, GeneralSecurityException {
        try (RawConnection connection = new RawConnection(port)) {
            try {
                connection.write(request);
            } catch (IOException e) {
                // The server may close the connection before it has read everything.
            }
            return connection.readAll();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
