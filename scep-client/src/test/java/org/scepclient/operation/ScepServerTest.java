package org.scepclient.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.capabilities.Capability;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.SignedMessageWriter;
import org.scepclient.cms.SignedMessageWriter.SignatureIdentifier;
import org.scepclient.cms.Signer;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TransportException;
import org.scepclient.error.TrustException;
import org.scepclient.fixture.ScriptedServer;
import org.scepclient.fixture.TestAuthority;
import org.scepclient.message.NextCaMessage;
import org.scepclient.transport.HttpReply;
import org.scepclient.transport.HttpRequest;
import org.scepclient.transport.HttpSettings;
import org.scepclient.transport.HttpUrl;
import org.scepclient.transport.Transport;
import org.scepclient.trust.CaCertificates;
import org.scepclient.value.Bytes;

class ScepServerTest {
    private static TestAuthority ca;
    private static TestAuthority next;

    private final List<String> urls = new ArrayList<>();

    @BeforeAll
    static void makeKeys() throws Exception {
        ca = new TestAuthority("CN=CA");
        next = new TestAuthority("CN=Next CA");
    }

    private ScepServer server(Transport transport) {
        return server("http://ca/scep", transport);
    }

    private ScepServer server(String url, Transport transport) {
        Transport recording = request -> {
            assertThat(request).isInstanceOf(HttpRequest.Get.class);
            urls.add(request.url().uri().toString());
            return transport.exchange(request);
        };
        return new ScepServer(HttpUrl.parse(url), recording);
    }

    private ScepServer answering(int status, String body) {
        return server(request -> HttpReply.of(status, Bytes.of(body.getBytes(StandardCharsets.UTF_8))));
    }

    private ScepServer answering(Bytes body) {
        return server(request -> HttpReply.of(200, body));
    }

    private static ErrorCode codeOf(Throwable e) {
        return ((ScepException) e).code();
    }

    @Test
    void readsCapabilities() throws Exception {
        assertThat(answering(200, "SHA-256\r\npostpkioperation\r\nOdd")
                        .capabilities(Optional.empty())
                        .known())
                .containsExactly(Capability.POST_PKI_OPERATION, Capability.SHA_256);
        assertThat(urls).containsExactly("http://ca/scep?operation=GetCACaps");
    }

    @Test
    void refusesAListOfCapabilitiesThatIsTooLong() throws Exception {
        assertThat(answering(200, "AES\n" + "a\n".repeat(32_766))
                        .capabilities(Optional.empty())
                        .known())
                .containsExactly(Capability.AES);
        assertThatThrownBy(() -> answering(200, "AES\n" + "a\n".repeat(32_767)).capabilities(Optional.empty()))
                .isInstanceOf(TransportException.class)
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.TOO_LARGE))
                .hasMessageContaining("65538 bytes, at most 65536");
        assertThat(answering(200, "<html>" + "a\n".repeat(100_000)).capabilities(Optional.empty()))
                .isEqualTo(CaCapabilities.none());
    }

    @Test
    void namesTheLimitOfTheListAlsoForAnAnnouncedLength() throws Exception {
        try (ScriptedServer huge = new ScriptedServer(
                (request, out) -> ScriptedServer.raw(out, "HTTP/1.1 200 OK\r\nContent-Length: 99999999\r\n\r\nAES"))) {
            ScepServer server = server(huge.url("/scep"), Transport.http(HttpSettings.defaults()));
            assertThatThrownBy(() -> server.capabilities(Optional.empty()))
                    .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.TOO_LARGE))
                    .hasMessage(huge.url("/scep?operation=GetCACaps")
                            + ": the list of capabilities is longer than 65536 bytes; check that the URL is a SCEP"
                            + " server's");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            http://ca     | 401 |     | the server requires a user and password; add them to the URL
            http://u:p@ca | 401 |     | check the user and password in the URL
            http://ca     | 407 |     | a proxy on the way requires a user and password: use it as the proxy, with both
            http://ca     | 408 |     | the server did not receive the request in time: try again later
            http://ca     | 429 | 60  | the server limits the number of requests: try again in 60 s
            http://ca     | 502 |     | the gateway has no response from the server behind it: check that server, or try again later
            http://ca     | 503 |     | the server is busy or out of service: try again later
            http://ca     | 503 | 120 | the server is busy or out of service: try again in 120 s
            http://ca     | 503 | Wed, 21 Oct 2026 07:28:00 GMT | the server is busy or out of service: try again after Wed, 21 Oct 2026 07:28:00 GMT
            http://ca     | 503 | <b> and more | the server is busy or out of service: try again later
            http://ca     | 504 |     | the gateway has no response from the server behind it: check that server, or try again later
            http://ca     | 404 | 60  | check the URL's path, and the CA identifier if the server has several CAs
            """)
    void givesTheRemedyOfAStatus(String url, int status, String retryAfter, String remedy) {
        ScepServer server = server(
                url,
                request -> new HttpReply(status, "", Optional.empty(), Optional.ofNullable(retryAfter), Bytes.empty()));
        assertThatThrownBy(() -> server.caCertificates(Optional.empty()))
                .hasMessageEndingWith(": HTTP " + status + "; " + remedy);
    }

    @Test
    void handsOnWhatItCannotRead() throws Exception {
        CaResponse answer = answering(new CertificatesOnly(List.of(ca.certificate()), List.of()).encode())
                .caCertificates(Optional.empty());
        assertThat(answer.unreadable()).isEmpty();
        byte[] der = ca.certificate().getEncoded();
        byte[] withLineEnd = java.util.Arrays.copyOf(der, der.length + 1);
        withLineEnd[der.length] = '\n';
        assertThat(answering(Bytes.of(withLineEnd)).caCertificates(Optional.empty()))
                .isEqualTo(new CaResponse(List.of(ca.certificate()), false));
    }

    @Test
    void treatsErrorsAndPagesAsNoCapabilities() throws Exception {
        for (ScepServer server : List.of(
                answering(404, "AES"), answering(500, "AES"), answering(200, ""), answering(200, "<html>AES\n"))) {
            assertThat(server.capabilities(Optional.empty()).known()).isEmpty();
        }
    }

    @Test
    void treatsAClosedConnectionAsNoCapabilities() throws Exception {
        for (Exception cause : List.of(new EOFException(), new SocketException("Unexpected end of file from server"))) {
            CaCapabilities none = server(request -> {
                        throw new TransportException(ErrorCode.UNREACHABLE, "closed", true, cause);
                    })
                    .capabilities(Optional.empty());
            assertThat(none).isEqualTo(CaCapabilities.none());
        }
    }

    @Test
    void reportsServerThatIsNotThere() {
        TransportException refused =
                new TransportException(ErrorCode.UNREACHABLE, "refused", true, new ConnectException("refused"));
        assertThatThrownBy(() -> server(request -> {
                            throw refused;
                        })
                        .capabilities(Optional.empty()))
                .isSameAs(refused);
    }

    /** A server that lists capabilities at other times. */
    @Test
    void tellsAFailureFromAnAnswerWithoutCapabilities() throws Exception {
        for (int status : new int[] {500, 502, 503, 429}) {
            assertThat(answering(status, "")
                            .capabilitiesResponse(Optional.empty())
                            .failure())
                    .hasValueSatisfying(failure -> assertThat(failure.status()).isEqualTo(status));
        }
        for (int status : new int[] {200, 400, 401, 403, 404, 501}) {
            assertThat(answering(status, "")
                            .capabilitiesResponse(Optional.empty())
                            .failure())
                    .isEmpty();
        }
    }

    @Test
    void goesToTheDefaultPathWhereTheUrlHasNone() throws Exception {
        server("http://ca", request -> HttpReply.of(200, Bytes.empty())).capabilities(Optional.empty());
        assertThat(urls).containsExactly("http://ca/cgi-bin/pkiclient.exe?operation=GetCACaps");
    }

    @Test
    void sendsIdentifierOnlyWhereThereIsOne() throws Exception {
        Bytes body = Bytes.of(ca.certificate().getEncoded());
        answering(body).caCertificates(Optional.empty());
        answering(body).caCertificates(Optional.of(""));
        answering(body).caCertificates(Optional.of("my ca"));
        answering(body).withParameters(List.of("a=b", "c=d e")).caCertificates(Optional.of("x"));
        assertThat(urls)
                .containsExactly(
                        "http://ca/scep?operation=GetCACert",
                        "http://ca/scep?operation=GetCACert&message=",
                        "http://ca/scep?operation=GetCACert&message=my%20ca",
                        "http://ca/scep?operation=GetCACert&message=x&a=b&c=d%20e");
    }

    @Test
    void sendsNoExtraParametersWithGetCaCaps() throws Exception {
        answering(200, "").withParameters(List.of("a=b")).capabilities(Optional.empty());
        assertThat(urls).containsExactly("http://ca/scep?operation=GetCACaps");
    }

    @Test
    void distinguishesOneCertificateFromABundleByContent() throws Exception {
        Bytes one = Bytes.of(ca.certificate().getEncoded());
        assertThat(answering(one).caCertificates(Optional.empty()).certificates())
                .containsExactly(ca.certificate());
        Bytes bundle = CertificatesOnly.ofCertificates(List.of(next.certificate(), ca.certificate()))
                .encode();
        assertThat(answering(bundle).caCertificates(Optional.empty()).certificates())
                .containsExactlyInAnyOrder(ca.certificate(), next.certificate());
    }

    @Test
    void reportsAPageInsteadOfACertificate() {
        assertThatThrownBy(() ->
                        answering(200, "\n<html><head><TITLE>Sign\nin</TITLE>").caCertificates(Optional.empty()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageStartingWith("http://ca/scep?operation=GetCACert: the response is a web page 'Sign in'");
    }

    @Test
    void reportsTheTextOfAnErrorStatus() {
        HttpReply reply = new HttpReply(
                500,
                "Internal Server Error (I18N_CODE)",
                Optional.empty(),
                Optional.empty(),
                Bytes.of("Database\u001b[31m\ndown".getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> server(request -> reply).caCertificates(Optional.empty()))
                .isInstanceOf(TransportException.class)
                .hasMessageContaining("HTTP 500 Internal Server Error (I18N_CODE)")
                .hasMessageNotContaining("\u001b");
        assertThatThrownBy(() -> answering(404, "No such\nCA").caCertificates(Optional.empty()))
                .hasMessageContaining("HTTP 404: No such CA;")
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.HTTP_STATUS));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "garbage", "0\u0003\u0002\u0001\u0005"})
    void refusesAnswerWithoutCertificate(String body) {
        assertThatThrownBy(() -> answering(200, body).caCertificates(Optional.empty()))
                .isInstanceOf(ProtocolException.class)
                .hasMessageStartingWith("http://ca/scep?operation=GetCACert: ")
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.MALFORMED));
    }

    @Test
    void refusesBundleThatIsEmpty() throws Exception {
        Bytes empty = CertificatesOnly.ofCertificates(List.of()).encode();
        assertThatThrownBy(() -> answering(empty).caCertificates(Optional.empty()))
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.NOT_IN_REPLY));
    }

    private static Bytes nextCaSignedBy(TestAuthority signer) throws Exception {
        SignedMessageWriter writer = new SignedMessageWriter(
                new Signer(ProviderKey.of(signer.key()), signer.certificate()),
                DigestAlgorithm.SHA256,
                SignatureIdentifier.WITH_DIGEST);
        return NextCaMessage.encode(List.of(next.certificate()), writer);
    }

    private CaCertificates nextCa(ScepServer server) throws ScepException {
        CaCertificates current = CaCertificates.trusted(List.of(ca.certificate()));
        return server.nextCaCertificates(Optional.empty(), current, AlgorithmPolicy.modern(), Instant.now())
                .ca();
    }

    @Test
    void returnsNextCaThatTheCurrentOneSigned() throws Exception {
        assertThat(nextCa(answering(nextCaSignedBy(ca))).certificates()).containsExactly(next.certificate());
    }

    @Test
    void refusesNextCaThatSignsForItself() throws Exception {
        Bytes body = nextCaSignedBy(next);
        assertThatThrownBy(() -> nextCa(answering(body)))
                .isInstanceOf(TrustException.class)
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.SIGNATURE));
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 500, 501})
    void reportsAServerWithoutANextCa(int status) {
        assertThatThrownBy(() -> nextCa(answering(status, "")))
                .satisfies(e -> assertThat(codeOf(e)).isEqualTo(ErrorCode.OPERATION_UNSUPPORTED));
    }

    private CapabilitiesResponse capabilities(Transport transport, String identifier) throws Exception {
        return server(transport).capabilitiesResponse(Optional.of(identifier));
    }

    @Test
    void asksForCapabilitiesAgainWithTheIdentifierWhereTheFirstAnswerIsAnError() throws Exception {
        CapabilitiesResponse answer = capabilities(
                request -> request.url().query().contains("message=")
                        ? HttpReply.of(200, Bytes.of("AES".getBytes(StandardCharsets.UTF_8)))
                        : HttpReply.of(404, Bytes.empty()),
                "my ca");
        assertThat(answer.capabilities().known()).containsExactly(Capability.AES);
        assertThat(answer.reason()).isEmpty();
        assertThat(urls)
                .containsExactly(
                        "http://ca/scep?operation=GetCACaps", "http://ca/scep?operation=GetCACaps&message=my%20ca");
    }

    @Test
    void asksForCapabilitiesOnceWhereTheyAreListed() throws Exception {
        capabilities(request -> HttpReply.of(200, Bytes.of("AES".getBytes(StandardCharsets.UTF_8))), "my ca");
        assertThat(urls).hasSize(1);
    }

    @Test
    void reportsWhyThereAreNoCapabilities() throws Exception {
        assertThat(reason(answering(404, "SCEP alias 'x' does not exist")))
                .isEqualTo("the server answered HTTP 404: SCEP alias 'x' does not exist");
        assertThat(reason(answering(200, "<title>Sign in</title>")))
                .isEqualTo("the server answered a web page 'Sign in'");
        assertThat(reason(answering(200, "\n"))).isEqualTo("the server answered an empty list");
        assertThat(reason(answering(200, "Odd"))).isEqualTo("the server listed none that RFC 8894 knows");
        assertThat(reason(server(request -> {
                    throw new TransportException(ErrorCode.UNREACHABLE, "closed", true, new EOFException());
                })))
                .isEqualTo("the server closed the connection without a response");
    }

    private static String reason(ScepServer server) throws Exception {
        return server.capabilitiesResponse(Optional.empty()).reason().orElseThrow();
    }

    @Test
    void leavesOutTheOperationOfAUrlThatWasCopiedFromARequest() throws Exception {
        server("http://ca/scep?operation=GetCACaps&profile=a&message=x", request -> HttpReply.of(200, Bytes.empty()))
                .capabilities(Optional.empty());
        server("http://ca?operation=GetCACert", request -> HttpReply.of(200, Bytes.empty()))
                .capabilities(Optional.empty());
        assertThat(urls)
                .containsExactly(
                        "http://ca/scep?profile=a&operation=GetCACaps",
                        "http://ca/cgi-bin/pkiclient.exe?operation=GetCACaps");
    }
}
