package org.scepclient.transport;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A socket that connects through the tunnel of a proxy (RFC 9110 §9.3.6). */
final class TunnelSocket extends Socket {
    private static final int MAX_HEADER = 16 * 1024;
    private static final String END_OF_HEADER = "\r\n\r\n";

    private final HttpProxy proxy;
    private final Deadline deadline;

    TunnelSocket(HttpProxy proxy, Deadline deadline) {
        super(Proxy.NO_PROXY);
        this.proxy = proxy;
        this.deadline = deadline;
    }

    /** A proxy refuses the tunnel. */
    static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        RefusedException(int status, String statusLine) {
            super("answered " + statusLine + " to CONNECT");
            this.status = status;
        }

        int status() {
            return status;
        }
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
        connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
        super.connect(proxy.address(), timeout);
        setSoTimeout(timeout);
        InetSocketAddress target = (InetSocketAddress) endpoint;
        String name = target.getHostString();
        String host = name.indexOf(':') >= 0 && !name.startsWith("[") ? "[" + name + "]" : name;
        getOutputStream().write(request(host + ":" + target.getPort()).getBytes(StandardCharsets.ISO_8859_1));
        requireSuccess(header(getInputStream()));
        setSoTimeout(0);
    }

    private String request(String target) {
        String authorization = proxy.credentials()
                .map(c -> "Proxy-Authorization: " + c.basic() + "\r\n")
                .orElse("");
        return "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\nUser-Agent: scepClient\r\n" + authorization
                + "\r\n";
    }

    /** Reads the header byte by byte, because TLS data follows it. */
    private String header(InputStream in) throws IOException {
        StringBuilder header = new StringBuilder();
        while (header.indexOf(END_OF_HEADER, Math.max(0, header.length() - END_OF_HEADER.length())) < 0) {
            int b = in.read();
            if (b < 0 || header.length() >= MAX_HEADER) {
                throw new EOFException("the proxy's response to CONNECT is incomplete");
            }
            if (deadline.passed()) {
                throw new SocketTimeoutException("the proxy's response to CONNECT takes too long");
            }
            header.append((char) b);
        }
        return header.toString();
    }

    private static void requireSuccess(String header) throws IOException {
        String statusLine = header.substring(0, header.indexOf("\r\n")).replaceAll("[^\\x20-\\x7e]", "?");
        if (!statusLine.matches("HTTP/1\\.[01] [1-5][0-9][0-9].*")) {
            throw new RefusedException(0, "without HTTP");
        }
        int status = Integer.parseInt(statusLine.substring(9, 12));
        if (status / 100 != 2) {
            throw new RefusedException(status, statusLine.substring(9));
        }
    }
}
