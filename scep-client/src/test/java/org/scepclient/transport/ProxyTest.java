package org.scepclient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.scepclient.fixture.ScriptedServer.answer;

import org.junit.jupiter.api.Test;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.fixture.UnusedPort;
import org.scepclient.value.Bytes;

class ProxyTest {
    private static final HttpUrl URL = HttpUrl.parse("http://only-the-proxy-knows.invalid/scep?operation=GetCACaps");

    private static Transport through(String proxy) {
        return Transport.http(HttpSettings.defaults().withProxy(HttpProxy.parse(proxy)));
    }

    @Test
    void sendsTheWholeUrlToTheProxy() throws Exception {
        try (ScriptedServer proxy = new ScriptedServer((request, out) -> answer(out, "200 OK", "via"))) {
            HttpReply reply = through("127.0.0.1:" + proxy.port()).exchange(new HttpRequest.Get(URL));
            assertThat(reply.status()).isEqualTo(200);
            assertThat(proxy.only().line()).isEqualTo("GET " + URL.uri() + " HTTP/1.1");
            assertThat(proxy.only().head()).doesNotContain("Proxy-Authorization");
        }
    }

    @Test
    void sendsPasswordToProxyAlsoWithPost() throws Exception {
        try (ScriptedServer proxy = new ScriptedServer((request, out) -> answer(out, "200 OK", "via"))) {
            Bytes body = Bytes.of(new byte[] {1});
            through("http://u:p@127.0.0.1:" + proxy.port()).exchange(new HttpRequest.Post(URL, "a/b", body));
            assertThat(proxy.only().head()).contains("\r\nProxy-Authorization: Basic dTpw\r\n");
        }
    }

    @Test
    void reportsThatTheProxyRequiresAPassword() throws Exception {
        try (ScriptedServer proxy = new ScriptedServer(
                (request, out) -> answer(out, "407 Authentication\u202eRequired", "<title>Squid</title>"))) {
            TransportException e = refusal("127.0.0.1:" + proxy.port());
            assertThat(e.code()).isEqualTo(ErrorCode.HTTP_STATUS);
            assertThat(e)
                    .hasMessageContaining("proxy 127.0.0.1:" + proxy.port() + " answered 407 Authentication")
                    .hasMessageEndingWith("; set the user and password of the proxy");
        }
    }

    @Test
    void reportsThatTheProxyRefusesThePassword() throws Exception {
        try (ScriptedServer proxy = new ScriptedServer((request, out) -> answer(out, "407 No", ""))) {
            assertThat(refusal("u:s3cret@127.0.0.1:" + proxy.port()))
                    .hasMessageEndingWith("; the proxy does not accept the configured user and password")
                    .hasMessageNotContaining("s3cret");
        }
    }

    private static TransportException refusal(String proxy) {
        return catchThrowableOfType(
                TransportException.class, () -> through(proxy).exchange(new HttpRequest.Get(URL)));
    }

    @Test
    void namesTheUnreachableProxy() throws Exception {
        int port = UnusedPort.find();
        Transport transport = through("u:p@127.0.0.1:" + port);
        TransportException e =
                catchThrowableOfType(TransportException.class, () -> transport.exchange(new HttpRequest.Get(URL)));
        assertThat(e)
                .hasMessageContaining("connection refused by 127.0.0.1:" + port)
                .hasMessageNotContaining("u:p");
    }

    @Test
    void namesTheUnknownHostOfTheProxy() {
        Transport transport = through("no-such-proxy.invalid:3128");
        TransportException e =
                catchThrowableOfType(TransportException.class, () -> transport.exchange(new HttpRequest.Get(URL)));
        assertThat(e).hasMessageContaining("unknown host no-such-proxy.invalid");
    }
}
