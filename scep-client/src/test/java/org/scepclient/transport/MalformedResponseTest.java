package org.scepclient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.scepclient.fixture.ScriptedServer.answer;
import static org.scepclient.fixture.ScriptedServer.raw;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.transport.Transport.BodySink;

/** Responses that are not valid HTTP, or that the JDK's reader does not bound. */
class MalformedResponseTest {
    private final Transport transport = Transport.http(HttpSettings.defaults());

    private static HttpRequest.Get get(String url) {
        return new HttpRequest.Get(HttpUrl.parse(url));
    }

    private TransportException failure(HttpRequest request) {
        return catchThrowableOfType(TransportException.class, () -> transport.exchange(request));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage garbage garbage\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1\r\n\r\n"
            })
    void reportsAResponseThatIsNotHttp(String reply) throws Exception {
        try (ScriptedServer server = new ScriptedServer((request, out) -> raw(out, reply))) {
            TransportException e = failure(get(server.url("/")));
            assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(e.getMessage()).startsWith(server.url("/")).doesNotContain("\n");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"100 Continue", "103 Early Hints"})
    void reportsInterimResponsesWithoutEnd(String status) throws Exception {
        CountDownLatch gone = new CountDownLatch(1);
        String responses = ("HTTP/1.1 " + status + "\r\n\r\n").repeat(1000);
        try (ScriptedServer server = new ScriptedServer((request, out) -> {
            try {
                while (true) {
                    raw(out, responses);
                }
            } catch (IOException e) {
                gone.countDown();
            }
        })) {
            TransportException e = failure(get(server.url("/scep")));
            assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(e.retryable()).isFalse();
            assertThat(e)
                    .hasMessage(server.url("/scep")
                            + ": the server sends interim responses (HTTP 1xx) without end; check that the URL is a SCEP"
                            + " server's");
            assertThat(gone.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void reportsAHeaderThatIsTooLarge() throws Exception {
        try (ScriptedServer server =
                new ScriptedServer((request, out) -> raw(out, "HTTP/1.1 200 OK\r\nX: " + "x".repeat(400_000)))) {
            TransportException e = failure(get(server.url("/scep")));
            assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE);
            assertThat(e.retryable()).isFalse();
            assertThat(e)
                    .hasMessage(server.url("/scep")
                            + ": the header of the response is too large; check that the URL is a SCEP server's");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"zz\r\nab\r\n", "-5\r\nab\r\n", "2\r\nabcd\r\n"})
    void reportsMalformedChunks(String chunks) throws Exception {
        try (ScriptedServer server = new ScriptedServer(
                (request, out) -> raw(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks))) {
            TransportException e = failure(get(server.url("/scep")));
            assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(e)
                    .hasMessage(server.url("/scep")
                            + ": the response is not valid HTTP; check for a proxy that replies for the server");
        }
    }

    @Test
    void reportsThatTheMemoryIsExhausted() throws Exception {
        BodySink exhausted = new BodySink() {
            @Override
            public OutputStream begin() {
                throw new OutOfMemoryError("Java heap space");
            }

            @Override
            public long limit() {
                return Long.MAX_VALUE;
            }
        };
        try (ScriptedServer server = new ScriptedServer((request, out) -> answer(out, "200 OK", "content"))) {
            HttpRequest.Get request = get(server.url("/ca.crl"));
            TransportException e =
                    catchThrowableOfType(TransportException.class, () -> transport.download(request, exhausted));
            assertThat(e.code()).isEqualTo(ErrorCode.TOO_LARGE);
            assertThat(e).hasMessage(server.url("/ca.crl") + ": the response does not fit into the memory");
        }
    }
}
