package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.value.Bytes;

/** Replies of a directory up to the size limit, and one above it. */
class LargeDirectoryTest {
    private static final int BIND = 0x60;
    private static final int BOUND = 0x61;
    private static final int ENTRY = 0x64;
    private static final int DONE = 0x65;
    private static final byte[] SUCCESS = {0x0A, 1, 0, 4, 0, 4, 0};

    /** The directory's reply to a search. */
    private interface Answer {
        void send(int message, OutputStream out) throws IOException;
    }

    private static ServerSocket directory(Answer answer) throws IOException {
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> serve(server, answer));
        thread.setDaemon(true);
        thread.start();
        return server;
    }

    private static void serve(ServerSocket server, Answer answer) {
        try (Socket socket = server.accept();
                InputStream in = socket.getInputStream();
                OutputStream out = socket.getOutputStream()) {
            while (in.read() == 0x30) {
                byte[] request = in.readNBytes(length(in));
                int operation = request[3] & 0xFF;
                if (operation == BIND) {
                    out.write(message(request[2], BOUND, SUCCESS));
                } else if (operation == 0x63) {
                    answer.send(request[2], out);
                }
            }
        } catch (IOException e) {
            // The client closed the connection; the server ends.
            assertThat(e).isNotNull();
        }
    }

    private static int length(InputStream in) throws IOException {
        int first = in.read();
        int length = first < 0x80 ? first : 0;
        for (int i = first & 0x7F; first >= 0x80 && i > 0; i--) {
            length = (length << 8) | in.read();
        }
        return length;
    }

    private static byte[] message(int id, int operation, byte[] content) {
        return element(0x30, join(new byte[] {2, 1, (byte) id}, element(operation, content)));
    }

    private static byte[] element(int tag, byte[] content) {
        byte[] header = {
            (byte) tag,
            (byte) 0x84,
            (byte) (content.length >> 24),
            (byte) (content.length >> 16),
            (byte) (content.length >> 8),
            (byte) content.length
        };
        return join(header, content);
    }

    private static byte[] join(byte[] one, byte[] other) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.writeBytes(other);
        return both.toByteArray();
    }

    private static byte[] text(String text) {
        return element(4, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static void entry(int message, byte[] value, OutputStream out) throws IOException {
        byte[] attribute =
                element(0x30, join(text("certificateRevocationList;binary"), element(0x31, element(4, value))));
        out.write(message(message, ENTRY, join(text("cn=ca"), element(0x30, attribute))));
        out.write(message(message, DONE, SUCCESS));
        out.flush();
    }

    private static List<Bytes> values(ServerSocket server) throws ScepException {
        LdapUrl url = LdapUrl.parse("ldap://127.0.0.1:" + server.getLocalPort() + "/cn=ca");
        return new LdapDirectory(Duration.ofSeconds(60)).values(url, List.of("certificateRevocationList;binary"));
    }

    @Test
    void readsAValueThatFits() throws Exception {
        byte[] value = new byte[1 << 20];
        try (ServerSocket server = directory((message, out) -> entry(message, value, out))) {
            assertThat(values(server)).containsExactly(Bytes.of(value));
        }
    }

    @Test
    void endsTheConnectionWhenMoreComesThanFits() throws Exception {
        try (ServerSocket server = directory((message, out) -> entry(message, new byte[8 << 20], out))) {
            ScepException problem = catchThrowableOfType(ScepException.class, () -> values(server));
            // JNDI reports a closed connection only.
            assertThat(problem.code()).isIn(ErrorCode.TOO_LARGE, ErrorCode.UNREACHABLE);
        }
    }
}
