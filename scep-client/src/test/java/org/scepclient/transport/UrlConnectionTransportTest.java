package org.scepclient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.scepclient.fixture.ScriptedServer.answer;
import static org.scepclient.fixture.ScriptedServer.raw;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.fixture.UnusedPort;
import org.scepclient.transport.Transport.BodySink;
import org.scepclient.value.Bytes;

class UrlConnectionTransportTest {
    private static final Duration SHORT = Duration.ofMillis(400);

    private final Transport transport = Transport.http(
            HttpSettings.defaults().withTotalTimeout(Duration.ofSeconds(10)).withReplyLimit(10_000));

    private static HttpRequest get(String url) {
        return new HttpRequest.Get(HttpUrl.parse(url));
    }

    private static HttpRequest post(String url, String body) {
        return new HttpRequest.Post(
                HttpUrl.parse(url), "application/x-pki-message", Bytes.of(body.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(HttpReply reply) {
        return new String(reply.body().toArray(), StandardCharsets.UTF_8);
    }

    private TransportException failure(HttpRequest request) {
        return failure(transport, request);
    }

    private static TransportException failure(Transport transport, HttpRequest request) {
        return catchThrowableOfType(TransportException.class, () -> transport.exchange(request));
    }

    @Test
    void getsStatusHeadersAndBodyWhateverTheContentType() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                (request, out) -> raw(
                        out,
                        "HTTP/1.1 202 Accepted\r\nContent-Type: Nonsense/x; y=z\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\nok"))) {
            HttpReply reply = transport.exchange(get(server.url("/scep?operation=GetCACaps")));
            assertThat(reply.status()).isEqualTo(202);
            assertThat(reply.reason()).isEqualTo("Accepted");
            assertThat(reply.contentType()).contains("Nonsense/x; y=z");
            assertThat(reply.retryAfter()).contains("7");
            assertThat(text(reply)).isEqualTo("ok");
            assertThat(server.only().line()).isEqualTo("GET /scep?operation=GetCACaps HTTP/1.1");
        }
    }

    @Test
    void postsBodyWithItsTypeAndLength() throws Exception {
        try (ScriptedServer server = new ScriptedServer((request, out) -> answer(out, "200 OK", "done"))) {
            assertThat(text(transport.exchange(post(server.url("/scep"), "message"))))
                    .isEqualTo("done");
            assertThat(new String(server.only().body().toArray(), StandardCharsets.UTF_8))
                    .isEqualTo("message");
            assertThat(server.only().head())
                    .contains("Content-Type: application/x-pki-message\r\n")
                    .contains("Content-Length: 7\r\n");
        }
    }

    @Test
    void readsChunkedBody() throws Exception {
        try (ScriptedServer server = new ScriptedServer((request, out) ->
                raw(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n"))) {
            assertThat(text(transport.exchange(get(server.url("/"))))).isEqualTo("abcde");
        }
    }

    /** Stores the content up to a limit, or fails. */
    private record Kept(ByteArrayOutputStream content, long limit, boolean full) implements BodySink {
        @Override
        public OutputStream begin() throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            content.reset();
            return content;
        }
    }

    private static Kept kept(long limit) {
        return new Kept(new ByteArrayOutputStream(), limit, false);
    }

    @Test
    void streamsTheBodyOfADownloadRegardlessOfTheReplyLimit() throws Exception {
        String body = "x".repeat(100_000);
        try (ScriptedServer server = new ScriptedServer((request, out) -> answer(out, "200 OK", body))) {
            Kept sink = kept(200_000);
            HttpReply reply = transport.download(new HttpRequest.Get(HttpUrl.parse(server.url("/ca.crl"))), sink);
            assertThat(reply.body().isEmpty()).isTrue();
            assertThat(sink.content().toString(StandardCharsets.US_ASCII)).isEqualTo(body);
        }
    }

    @Test
    void downloadsNoMoreThanTheLimitOfTheSinkAndNoErrorPage() throws Exception {
        try (ScriptedServer server = new ScriptedServer((request, out) ->
                answer(out, request.line().contains("gone") ? "404 Gone" : "200 OK", "x".repeat(1000)))) {
            Kept sink = kept(999);
            HttpRequest.Get large = new HttpRequest.Get(HttpUrl.parse(server.url("/ca.crl")));
            TransportException problem =
                    catchThrowableOfType(TransportException.class, () -> transport.download(large, sink));
            assertThat(problem.code()).isEqualTo(ErrorCode.TOO_LARGE);
            assertThat(problem).hasMessageEndingWith("/ca.crl: the content is longer than 999 bytes");
            HttpReply gone = transport.download(new HttpRequest.Get(HttpUrl.parse(server.url("/gone"))), sink);
            assertThat(gone.status()).isEqualTo(404);
            assertThat(gone.body().length()).isEqualTo(1000);
            assertThat(sink.content().size()).isZero();
        }
    }

    @Test
    void distinguishesAFullDiskFromAFailureOfTheConnection() throws Exception {
        try (ScriptedServer server = new ScriptedServer((request, out) -> answer(out, "200 OK", "content"))) {
            Kept full = new Kept(new ByteArrayOutputStream(), 100, true);
            HttpRequest.Get request = new HttpRequest.Get(HttpUrl.parse(server.url("/ca.crl")));
            TransportException problem =
                    catchThrowableOfType(TransportException.class, () -> transport.download(request, full));
            assertThat(problem.code()).isEqualTo(ErrorCode.STORAGE);
            assertThat(problem.retryable()).isFalse();
        }
    }

    @Test
    void readsTheBodyOfAnErrorStatus() throws Exception {
        try (ScriptedServer server = new ScriptedServer((request, out) -> answer(out, "400 Bad Request", "failure"))) {
            HttpReply reply = transport.exchange(post(server.url("/scep"), "message"));
            assertThat(reply.status()).isEqualTo(400);
            assertThat(text(reply)).isEqualTo("failure");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 407})
    void returnsTheStatusOfARequiredPassword(int status) throws Exception {
        String challenge = status == 401 ? "WWW-Authenticate" : "Proxy-Authenticate";
        try (ScriptedServer server = new ScriptedServer((request, out) -> raw(
                out,
                "HTTP/1.1 " + status + " No\r\n" + challenge + ": Basic realm=\"x\"\r\nContent-Length: 0\r\n\r\n"))) {
            assertThat(transport.exchange(post(server.url("/"), "x")).status()).isEqualTo(status);
            assertThat(transport.exchange(get(server.url("/"))).status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 407})
    void readsTheBodyOfARefusedPost(int status) throws Exception {
        String challenge = status == 403 ? "X-None: 1" : "WWW-Authenticate: Basic realm=\"x\"";
        try (ScriptedServer server = new ScriptedServer((request, out) ->
                raw(out, "HTTP/1.1 " + status + " No\r\n" + challenge + "\r\nContent-Length: 5\r\n\r\ncause"))) {
            HttpReply reply = transport.exchange(post(server.url("/scep"), "message"));
            assertThat(reply.status()).isEqualTo(status);
            assertThat(text(reply)).isEqualTo("cause");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void suggestsHttpsIfTheResponseIsTls() throws Exception {
        byte[] alert = {0x15, 3, 1, 0, 2, 2, 0x46};
        try (ScriptedServer server = new ScriptedServer((request, out) -> {
            out.write(alert);
            out.flush();
        })) {
            assertThat(failure(get(server.url("/")))).hasMessageContaining("use https:// if");
        }
    }

    @Test
    void sendsCredentialsOfTheUrlWithoutShowingThem() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer((request, out) -> request.socket().close())) {
            String url = "http://us%40er:pass%3Aword@127.0.0.1:" + server.port() + "/scep";
            TransportException e = failure(post(url, "x"));
            assertThat(server.requests().getFirst().head())
                    .contains("Authorization: Basic dXNAZXI6cGFzczp3b3Jk\r\n")
                    .doesNotContain("@127");
            assertThat(e)
                    .hasMessageNotContainingAny("pass", "us%40er")
                    .hasMessageContaining("127.0.0.1:" + server.port());
        }
    }

    @Test
    void sendsPostOnlyOnceWithoutAReply() throws Exception {
        try (ScriptedServer server = new ScriptedServer((request, out) -> {})) {
            TransportException e = failure(post(server.url("/"), "x"));
            assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(e.retryable()).isTrue();
            assertThat(e).hasMessageContaining("closed the connection");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"silence", "header", "body", "chunks", "interim"})
    void endsAtTheTotalTimeoutForAnyStallOfTheServer(String kind) throws Exception {
        AtomicReference<ScriptedServer> self = new AtomicReference<>();
        try (ScriptedServer server = new ScriptedServer((request, out) -> {
            String start = "HTTP/1.1 200 OK\r\n";
            switch (kind) {
                case "silence" -> self.get().silence();
                case "header" -> drip(self.get(), out, start + "X-Slow: ", "a");
                case "body" -> drip(self.get(), out, start + "Content-Length: 9999\r\n\r\n", "a");
                case "chunks" -> drip(self.get(), out, start + "Transfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n");
                default -> drip(self.get(), out, "", "HTTP/1.1 102 Processing\r\n\r\n");
            }
        })) {
            self.set(server);
            Transport impatient = Transport.http(HttpSettings.defaults().withTotalTimeout(SHORT));
            TransportException e =
                    assertTimeoutPreemptively(Duration.ofSeconds(5), () -> failure(impatient, get(server.url("/"))));
            assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(e.retryable()).isTrue();
            assertThat(e).hasMessageContaining("400 ms");
        }
    }

    private static void drip(ScriptedServer server, OutputStream out, String start, String drop) throws Exception {
        raw(out, start);
        while (server.moment()) {
            raw(out, drop);
        }
    }

    @Test
    void closesAnAbandonedConnection() throws Exception {
        AtomicReference<ScriptedServer> self = new AtomicReference<>();
        CountDownLatch gone = new CountDownLatch(1);
        try (ScriptedServer server = new ScriptedServer((request, out) -> {
            try {
                drip(self.get(), out, "HTTP/1.1 200 OK\r\nX-Slow: ", "a");
            } catch (IOException e) {
                gone.countDown();
            }
        })) {
            self.set(server);
            failure(Transport.http(HttpSettings.defaults().withTotalTimeout(SHORT)), get(server.url("/")));
            assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 10001\r\n\r\n", "\r\n", "Transfer-Encoding: chunked\r\n\r\n2711\r\n"})
    void refusesReplyLongerThanTheLimit(String header) throws Exception {
        try (ScriptedServer server =
                new ScriptedServer((request, out) -> raw(out, "HTTP/1.1 200 OK\r\n" + header + "x".repeat(10_001)))) {
            TransportException e = failure(get(server.url("/")));
            assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE);
            assertThat(e.retryable()).isFalse();
            assertThat(e).hasMessageContaining("10000 bytes");
        }
    }

    @Test
    void acceptsReplyOfExactlyTheLimit() throws Exception {
        try (ScriptedServer server = new ScriptedServer((request, out) -> answer(out, "200 OK", "x".repeat(10_000)))) {
            assertThat(transport.exchange(get(server.url("/"))).body().length()).isEqualTo(10_000);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Content-Length: 100\r\n\r\nabc", "Transfer-Encoding: chunked\r\n\r\n64\r\nabc"})
    void reportsATruncatedBody(String rest) throws Exception {
        try (ScriptedServer server = new ScriptedServer((request, out) -> raw(out, "HTTP/1.1 200 OK\r\n" + rest))) {
            TransportException e = failure(get(server.url("/")));
            assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(e.retryable()).isTrue();
        }
    }

    @Test
    void reportsRefusedConnection() throws Exception {
        int port = UnusedPort.find();
        TransportException e = failure(get("http://127.0.0.1:" + port + "/scep?operation=GetCACaps"));
        assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(e.retryable()).isTrue();
        assertThat(e)
                .hasMessage("http://127.0.0.1:" + port + "/scep?operation=GetCACaps: connection refused by 127.0.0.1:"
                        + port + "; check the port, and that the server runs");
    }

    @Test
    void reportsUnknownHost() {
        TransportException e = failure(get("http://no-such-host.invalid/scep"));
        assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE);
        assertThat(e).hasMessageContaining("unknown host no-such-host.invalid");
    }

    @Test
    void reportsAConnectionThatIsNotAccepted() throws Exception {
        // A full backlog: the kernel drops further connection requests.
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            List<Socket> waiting = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 200);
                } catch (SocketTimeoutException e) {
                    break;
                }
            }
            Transport impatient = Transport.http(HttpSettings.defaults().withConnectTimeout(SHORT));
            TransportException e = failure(impatient, get("http://127.0.0.1:" + full.getLocalPort() + "/"));
            assertThat(e.code()).isEqualTo(ErrorCode.TIMEOUT);
            assertThat(e).hasMessageContaining("no connection to 127.0.0.1:" + full.getLocalPort() + " within 400 ms");
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void reachesIpv6Literal() throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1}),
                ServerSocketFactory.getDefault(),
                (request, out) -> answer(out, "200 OK", "six"))) {
            String url = "http://[::1]:" + server.port() + "/scep";
            assertThat(text(transport.exchange(get(url)))).isEqualTo("six");
            assertThat(server.only().head()).contains("Host: [::1]:" + server.port() + "\r\n");
        }
    }
}
