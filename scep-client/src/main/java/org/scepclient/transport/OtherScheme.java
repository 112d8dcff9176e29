package org.scepclient.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Finds out whether a server that does not understand one scheme speaks the other, with a connection of its own. It sends no
 * part of the request, and needs no classes of TLS.
 */
record OtherScheme(HttpUrl url) {
    private static final int LIMIT_MILLIS = 1000;

    /** A ClientHello of TLS 1.2 with one cipher suite and no randomness; a server answers with a handshake or an alert. */
    private static final byte[] CLIENT_HELLO = HexFormat.of()
            .parseHex("160301002d" + "01000029" + "0303" + "00".repeat(32) + "00" + "0002" + "002f" + "0100");

    private static final byte[] HTTP_REQUEST = "GET / HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final int ALERT = 0x15;
    private static final int HANDSHAKE = 0x16;

    String name() {
        return url.secure() ? "http" : "https";
    }

    /** Whether the server's first bytes are those of the other scheme. */
    boolean isSpoken() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(url.host(), url.effectivePort()), LIMIT_MILLIS);
            socket.setSoTimeout(LIMIT_MILLIS);
            socket.getOutputStream().write(url.secure() ? HTTP_REQUEST : CLIENT_HELLO);
            byte[] first = start(socket.getInputStream());
            return url.secure()
                    ? new String(first, StandardCharsets.US_ASCII).equals("HTTP/")
                    : first.length > 1 && (first[0] == ALERT || first[0] == HANDSHAKE) && first[1] == 3;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }

    private static byte[] start(InputStream in) throws IOException {
        return in.readNBytes(5);
    }
}
