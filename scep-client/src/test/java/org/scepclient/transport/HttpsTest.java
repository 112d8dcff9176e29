package org.scepclient.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.scepclient.fixture.ScriptedServer.answer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.net.ServerSocketFactory;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TransportException;
import org.scepclient.fixture.ConnectProxy;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.fixture.TestAuthority;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;
import org.scepclient.fixture.TestTls;
import org.scepclient.value.Bytes;

class HttpsTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static TestAuthority ca;
    private static TestAuthority stranger;
    private static KeyPair keys;

    @BeforeAll
    static void makeKeys() throws Exception {
        ca = new TestAuthority("CN=TLS CA");
        stranger = new TestAuthority("CN=Another CA");
        keys = TestKeys.newRsa();
    }

    private static TestCertificate localhost() {
        return server(new GeneralName(GeneralName.dNSName, "localhost"), new GeneralName(GeneralName.iPAddress, "::1"));
    }

    private static TestCertificate server(GeneralName... hosts) {
        return TestCertificate.of("CN=server", keys)
                .current()
                .optional(Extension.subjectAlternativeName, new GeneralNames(hosts));
    }

    private static ScriptedServer serving(ServerSocketFactory sockets) throws Exception {
        return new ScriptedServer(HERE, sockets, (request, out) -> answer(out, "200 OK", "secret"));
    }

    private static ScriptedServer serving(X509Certificate certificate) throws Exception {
        return serving(TestTls.presenting(certificate, keys));
    }

    private static HttpSettings trusting(TestAuthority authority) {
        return HttpSettings.defaults()
                .withTotalTimeout(Duration.ofSeconds(10))
                .withTls(new TlsSettings(List.of(authority.certificate()), Optional.empty()));
    }

    private static HttpRequest get(String host, ScriptedServer server) {
        return new HttpRequest.Get(HttpUrl.parse("https://" + host + ":" + server.port() + "/scep"));
    }

    private static String text(HttpReply reply) {
        return new String(reply.body().toArray(), StandardCharsets.UTF_8);
    }

    private static TransportException failure(HttpSettings settings, HttpRequest request) {
        Transport transport = Transport.http(settings);
        TransportException e = catchThrowableOfType(TransportException.class, () -> transport.exchange(request));
        assertThat(e.getMessage()).doesNotContain("\n");
        return e;
    }

    @Test
    void trustsGivenCa() throws Exception {
        try (ScriptedServer server = serving(ca.issue(localhost()))) {
            Transport transport = Transport.http(trusting(ca));
            assertThat(text(transport.exchange(get("localhost", server)))).isEqualTo("secret");
            HttpUrl url = HttpUrl.parse("https://localhost:" + server.port() + "/scep");
            Bytes body = Bytes.of(new byte[] {1, 2, 3});
            assertThat(text(transport.exchange(new HttpRequest.Post(url, "a/b", body))))
                    .isEqualTo("secret");
        }
    }

    @Test
    void refusesCertificateOfAnotherCa() throws Exception {
        try (ScriptedServer server = serving(ca.issue(localhost()))) {
            TransportException e = failure(trusting(stranger), get("localhost", server));
            assertThat(e.code()).isEqualTo(ErrorCode.TLS);
            assertThat(e.retryable()).isFalse();
            assertThat(e).hasMessageContaining("is not trusted").hasMessageContaining("that issued it for TLS");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void refusesCertificateThatTheSystemDoesNotTrust() throws Exception {
        try (ScriptedServer server = serving(ca.issue(localhost()))) {
            assertThat(failure(HttpSettings.defaults(), get("localhost", server))
                            .code())
                    .isEqualTo(ErrorCode.TLS);
        }
    }

    @Test
    void refusesCertificateForAnotherHost() throws Exception {
        try (ScriptedServer server = serving(ca.issue(localhost()))) {
            TransportException e = failure(trusting(ca), get("127.0.0.1", server));
            assertThat(e.code()).isEqualTo(ErrorCode.TLS);
            assertThat(e).hasMessageContaining("is not for 127.0.0.1");
        }
    }

    @Test
    void refusesExpiredCertificate() throws Exception {
        Instant yesterday = Instant.now().minus(Duration.ofDays(1));
        try (ScriptedServer server =
                serving(ca.issue(localhost().valid(yesterday.minus(Duration.ofDays(1)), yesterday)))) {
            TransportException e = failure(trusting(ca), get("localhost", server));
            assertThat(e).hasMessageContaining("not valid now").hasMessageContaining("clock");
        }
    }

    @Test
    void reportsPlainHttpOnATlsPort() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, HERE)) {
            Thread server = new Thread(() -> answerWithoutListening(plain));
            server.start();
            HttpUrl url = HttpUrl.parse("https://localhost:" + plain.getLocalPort() + "/");
            TransportException e = failure(trusting(ca), new HttpRequest.Get(url));
            assertThat(e.code()).isEqualTo(ErrorCode.TLS);
            assertThat(e).hasMessageContaining("does not use TLS on this port; check the port, or use http");
            server.join();
        }
    }

    @Test
    void namesHttpsWhereTheUrlHasHttp() throws Exception {
        try (ScriptedServer secure = serving(ca.issue(localhost()))) {
            HttpUrl url = HttpUrl.parse("http://localhost:" + secure.port() + "/");
            TransportException e = failure(trusting(ca), new HttpRequest.Get(url));
            assertThat(e.code()).isEqualTo(ErrorCode.UNREACHABLE);
            assertThat(e.retryable()).isFalse();
            assertThat(e)
                    .hasMessageContaining("the server at localhost:" + secure.port()
                            + " speaks https, not http; use https:// or another port");
            assertThat(secure.requests()).isEmpty();
        }
    }

    @Test
    void namesHttpWhereTheUrlHasHttps() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 5, HERE)) {
            Thread server = new Thread(() -> {
                answerWithoutListening(plain);
                answerWithoutListening(plain);
            });
            server.start();
            HttpUrl url = HttpUrl.parse("https://localhost:" + plain.getLocalPort() + "/");
            TransportException e = failure(trusting(ca), new HttpRequest.Get(url));
            assertThat(e.code()).isEqualTo(ErrorCode.TLS);
            assertThat(e.retryable()).isFalse();
            assertThat(e)
                    .hasMessageContaining("the server at localhost:" + plain.getLocalPort()
                            + " speaks http, not https; use http:// or another port");
            server.join();
        }
    }

    private static void answerWithoutListening(ServerSocket plain) {
        try (Socket connection = plain.accept()) {
            ScriptedServer.raw(connection.getOutputStream(), "HTTP/1.1 400 Bad Request\r\n\r\n");
            connection.getInputStream().readAllBytes();
        } catch (IOException e) {
            // The client closed the connection, as expected.
            return;
        }
    }

    @Test
    void checksAddressOfIpv6Literal() throws Exception {
        InetAddress six = InetAddress.getByAddress(new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1});
        ServerSocketFactory sockets = TestTls.presenting(ca.issue(localhost()), keys);
        try (ScriptedServer server = new ScriptedServer(six, sockets, (request, out) -> answer(out, "200 OK", "six"))) {
            Transport transport = Transport.http(trusting(ca));
            assertThat(text(transport.exchange(get("[::1]", server)))).isEqualTo("six");
        }
    }

    @Test
    void presentsItsCertificateToServerThatRequiresOne() throws Exception {
        KeyPair own = TestKeys.newRsa();
        X509Certificate certificate = stranger.issue("CN=client", own.getPublic());
        TlsSettings.Identity identity = new TlsSettings.Identity(own.getPrivate(), List.of(certificate));
        try (ScriptedServer server = serving(TestTls.demanding(ca.issue(localhost()), keys, stranger.certificate()))) {
            HttpSettings anonymous = trusting(ca);
            HttpSettings known = anonymous.withTls(new TlsSettings(List.of(ca.certificate()), Optional.of(identity)));
            assertThat(text(Transport.http(known).exchange(get("localhost", server))))
                    .isEqualTo("secret");
            // In TLS 1.3, the server may have closed the connection before its alert is read.
            TransportException e = failure(anonymous, get("localhost", server));
            assertThat(e.code()).isIn(ErrorCode.TLS, ErrorCode.UNREACHABLE);
            assertThat(e).hasMessageContaining("client certificate");
        }
    }

    @Test
    void followsNoRedirectFromHttpsToHttp() throws Exception {
        ServerSocketFactory sockets = TestTls.presenting(ca.issue(localhost()), keys);
        try (ScriptedServer server = new ScriptedServer(
                HERE,
                sockets,
                (request, out) -> ScriptedServer.raw(
                        out, "HTTP/1.1 302 Found\r\nLocation: http://localhost/x\r\nContent-Length: 0\r\n\r\n"))) {
            TransportException e = failure(trusting(ca), get("localhost", server));
            assertThat(e.code()).isEqualTo(ErrorCode.HTTP_STATUS);
            assertThat(e).hasMessageContaining("from https to http://localhost/x");
        }
    }

    @Test
    void opensTunnelWithPasswordThatTheServerNeverSees() throws Exception {
        try (ScriptedServer server = serving(ca.issue(localhost()));
                ScriptedServer proxy = new ScriptedServer(ConnectProxy.demanding(Optional.of("Basic dTpw")))) {
            HttpSettings settings = trusting(ca).withProxy(HttpProxy.parse("u:p@127.0.0.1:" + proxy.port()));
            assertThat(text(Transport.http(settings).exchange(get("localhost", server))))
                    .isEqualTo("secret");
            assertThat(proxy.requests().getFirst().line())
                    .isEqualTo("CONNECT localhost:" + server.port() + " HTTP/1.1");
            assertThat(server.only().head()).doesNotContain("Proxy-").startsWith("GET /scep HTTP/1.1");
        }
    }

    @Test
    void leavesNameLookupToTheProxy() throws Exception {
        X509Certificate elsewhere =
                ca.issue(server(new GeneralName(GeneralName.dNSName, "only-the-proxy-knows.invalid")));
        try (ScriptedServer server = serving(elsewhere);
                ScriptedServer proxy = new ScriptedServer(ConnectProxy.demanding(Optional.empty()))) {
            HttpSettings settings = trusting(ca).withProxy(HttpProxy.parse("127.0.0.1:" + proxy.port()));
            assertThat(text(Transport.http(settings).exchange(get("only-the-proxy-knows.invalid", server))))
                    .isEqualTo("secret");
        }
    }

    @Test
    void reportsThatTheProxyRequiresAPassword() throws Exception {
        try (ScriptedServer server = serving(ca.issue(localhost()));
                ScriptedServer proxy = new ScriptedServer(ConnectProxy.demanding(Optional.of("Basic dTpw")))) {
            HttpSettings settings = trusting(ca).withProxy(HttpProxy.parse("127.0.0.1:" + proxy.port()));
            TransportException e = failure(settings, get("localhost", server));
            assertThat(e.code()).isEqualTo(ErrorCode.HTTP_STATUS);
            assertThat(e)
                    .hasMessageContaining("proxy 127.0.0.1:" + proxy.port() + " answered 407")
                    .hasMessageContaining("user and password");
            assertThat(server.requests()).isEmpty();
        }
    }
}
