package org.scepclient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.scepclient.fixture.ScriptedServer.answer;
import static org.scepclient.fixture.ScriptedServer.raw;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.value.Bytes;

class RedirectTest {
    private final Transport transport = Transport.http(HttpSettings.defaults());

    private static ScriptedServer.Script redirectingTo(String location) {
        return (request, out) -> {
            if (request.line().contains("/old")) {
                raw(out, "HTTP/1.1 302 Found\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n");
            } else {
                answer(out, "200 OK", "new");
            }
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"/new?operation=x", "new?operation=x", "//127.0.0.1:PORT/new?operation=x"})
    void followsRedirectOfGetAndKeepsCredentials(String location) throws Exception {
        ScriptedServer.Script script = (request, out) -> redirectingTo(
                        location.replace("PORT", "" + request.socket().getLocalPort()))
                .answer(request, out);
        try (ScriptedServer server = new ScriptedServer(script)) {
            HttpUrl url = HttpUrl.parse("http://u:p@127.0.0.1:" + server.port() + "/old");
            HttpReply reply = transport.exchange(new HttpRequest.Get(url));
            assertThat(new String(reply.body().toArray(), StandardCharsets.UTF_8))
                    .isEqualTo("new");
            assertThat(server.requests().get(1).line()).isEqualTo("GET /new?operation=x HTTP/1.1");
            assertThat(server.requests().get(1).head()).contains("Authorization: Basic");
        }
    }

    @Test
    void sendsNoCredentialsToAnotherServer() throws Exception {
        try (ScriptedServer other = new ScriptedServer((request, out) -> answer(out, "200 OK", "other"));
                ScriptedServer server = new ScriptedServer(redirectingTo(other.url("/new")))) {
            HttpUrl url = HttpUrl.parse("http://u:p@127.0.0.1:" + server.port() + "/old");
            assertThat(transport.exchange(new HttpRequest.Get(url)).status()).isEqualTo(200);
            assertThat(other.only().head()).doesNotContain("Authorization");
        }
    }

    @Test
    void reportsTheTargetOfARedirectedPost() throws Exception {
        try (ScriptedServer server = new ScriptedServer(redirectingTo("/new"))) {
            HttpUrl url = HttpUrl.parse(server.url("/old"));
            TransportException e = refusal(new HttpRequest.Post(url, "x/y", Bytes.empty()));
            assertThat(e).hasMessageContaining("redirects a POST to " + server.url("/new"));
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void endsLoop() throws Exception {
        try (ScriptedServer server = new ScriptedServer(redirectingTo("/old"))) {
            assertThat(refusal(new HttpRequest.Get(HttpUrl.parse(server.url("/old")))))
                    .hasMessageContaining("redirects more than 5 times");
            assertThat(server.requests()).hasSize(6);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/x", "file:///etc/passwd", "http://", "javascript:alert(1)"})
    void followsRedirectsToHttpUrlsOnly(String location) throws Exception {
        try (ScriptedServer server = new ScriptedServer(redirectingTo(location))) {
            assertThat(refusal(new HttpRequest.Get(HttpUrl.parse(server.url("/old")))))
                    .hasMessageContaining("redirects to a URL that is not http or https");
        }
    }

    private TransportException refusal(HttpRequest request) {
        TransportException e = catchThrowableOfType(TransportException.class, () -> transport.exchange(request));
        assertThat(e.code()).isEqualTo(ErrorCode.HTTP_STATUS);
        assertThat(e.retryable()).isFalse();
        return e;
    }
}
