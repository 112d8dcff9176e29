package org.scepclient.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.scepclient.fixture.FakeCa.text;
import static org.scepclient.fixture.FakeCa.withStatus;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.crl.CrlSubject;
import org.scepclient.crl.CrlVerifier;
import org.scepclient.crl.VerifiedCrl;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TransportException;
import org.scepclient.error.TrustException;
import org.scepclient.fixture.FakeCa;
import org.scepclient.fixture.TestAuthority;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestDevice;
import org.scepclient.message.CertRep;
import org.scepclient.message.FailInfo;
import org.scepclient.message.IssuerAndSerial;
import org.scepclient.message.IssuerAndSubject;
import org.scepclient.message.RequestBody;
import org.scepclient.message.RequestMessage;
import org.scepclient.transport.HttpReply;
import org.scepclient.transport.HttpRequest;
import org.scepclient.transport.HttpUrl;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.PathRules;
import org.scepclient.value.Bytes;

class PkiOperationTest {
    private static TestDevice device;
    private static Requester requester;

    private FakeCa ca;
    private PkiOperation operation;

    @BeforeAll
    static void makeDevice() throws Exception {
        device = TestDevice.rsa("/CN=device");
        requester = device.requester();
    }

    @BeforeEach
    void connect() throws Exception {
        ca = new FakeCa();
        operation = connected(ca);
    }

    static PkiOperation connected(FakeCa ca) throws Exception {
        ScepServer server = new ScepServer(HttpUrl.parse("http://ca/scep"), ca);
        CaCertificates trusted = CaCertificates.trusted(List.of(ca.certificate()));
        CaProfile profile = CaProfile.of(trusted, server.capabilities(Optional.empty()), AlgorithmPolicy.modern());
        ca.requests().clear();
        return new PkiOperation(server, profile, Clock.systemUTC(), new SecureRandom());
    }

    private CertRep ask(RequestBody body) throws ScepException {
        return operation.exchange(operation.message(body, operation.freshTransaction()), requester);
    }

    private CertRep enroll() throws ScepException {
        return ask(new RequestBody.PkcsReq(device.request()));
    }

    private CertRep poll() throws ScepException {
        return ask(new RequestBody.CertPoll(new IssuerAndSubject(
                ca.certificate().getSubjectX500Principal(), device.request().subject())));
    }

    private CertificateQueries queries() {
        return new CertificateQueries(operation, requester);
    }

    private ScepException failureOf(FakeCa.Decision decision) {
        ca.decides(decision);
        return catchThrowableOfType(ScepException.class, this::enroll);
    }

    @Test
    void postsIfTheCaOffersIt() throws Exception {
        assertThat(enroll()).isInstanceOf(CertRep.Success.class);
        HttpRequest.Post post = (HttpRequest.Post) ca.requests().getFirst();
        assertThat(post.contentType()).isEqualTo("application/x-pki-message");
        assertThat(post.url().uri()).hasToString("http://ca/scep?operation=PKIOperation");
    }

    @Test
    void sendsGetWithEscapedBase64IfTheCaDoesNotOfferPost() throws Exception {
        ca.offers("AES\nSHA-256\n");
        operation = connected(ca);
        assertThat(enroll()).isInstanceOf(CertRep.Success.class);
        assertThat(((HttpRequest.Get) ca.requests().getFirst()).url().uri().toString())
                .matches("http://ca/scep\\?operation=PKIOperation&message=[A-Za-z0-9%]+")
                .contains("%2B")
                .contains("%2F");
    }

    @Test
    void acceptsPendingWithStatus202() throws Exception {
        ca.decides(asked -> withStatus(202, ca.pending(asked)));
        assertThat(enroll()).isInstanceOf(CertRep.Pending.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 500})
    void acceptsVerifiedFailureWithErrorStatus(int status) throws Exception {
        ca.decides(asked -> withStatus(status, ca.failure(asked, FailInfo.BAD_REQUEST)));
        assertThat(((CertRep.Failure) enroll()).failInfo()).contains(FailInfo.BAD_REQUEST);
    }

    @Test
    void acceptsNoOtherReplyWithErrorStatus() {
        for (FakeCa.Decision decision : List.<FakeCa.Decision>of(
                asked -> withStatus(500, ca.issued(asked)), asked -> withStatus(400, ca.pending(asked)))) {
            ScepException e = failureOf(decision);
            assertThat(e.code()).isEqualTo(ErrorCode.HTTP_STATUS);
            assertThat(e).hasMessageContaining("is not accepted with that HTTP status");
        }
    }

    @Test
    void refusesAFailureOfAnotherSigner() {
        ScepException e = failureOf(asked -> withStatus(
                400,
                ca.signedByStranger(
                        asked,
                        new CertRep.Failure(
                                asked.request().transactionId(),
                                asked.request().senderNonce(),
                                Optional.of(FailInfo.BAD_REQUEST),
                                Optional.empty()))));
        assertThat(e.code()).isEqualTo(ErrorCode.HTTP_STATUS);
        assertThat(e).hasMessageContaining("not an acceptable reply either");
        assertThat(failureOf(asked -> ca.signedByStranger(
                        asked,
                        new CertRep.Pending(
                                asked.request().transactionId(), asked.request().senderNonce()))))
                .isInstanceOf(TrustException.class);
    }

    @Test
    void reportsTheTextOfTheServerWithoutAReply() {
        ScepException page = failureOf(asked -> text(200, "<html><title>404 Not Found</title>"));
        assertThat(page.code()).isEqualTo(ErrorCode.MALFORMED);
        assertThat(page)
                .hasMessageContaining("http://ca/scep?operation=PKIOperation")
                .hasMessageContaining("404 Not Found");
        ScepException status = failureOf(asked -> text(403, "<title>Forbidden</title>"));
        assertThat(status.code()).isEqualTo(ErrorCode.HTTP_STATUS);
        assertThat(status).hasMessageContaining("HTTP 403: Forbidden");
        assertThat(((TransportException) failureOf(asked -> text(503, ""))).retryable())
                .isTrue();
    }

    @Test
    void treatsEmptyResponseToPollButNotToRequestAsPending() throws Exception {
        ca.decides(asked -> HttpReply.of(200, Bytes.empty()));
        assertThat(poll()).isInstanceOf(CertRep.Pending.class);
        assertThatThrownBy(this::enroll).hasMessageContaining("the response is empty");
    }

    @Test
    void addsTheReasonPhraseToTheRefusal() throws Exception {
        ca.decides(asked -> new HttpReply(
                400,
                "Request was rejected: NOT_IN_RENEWAL\u202e_WINDOW",
                Optional.empty(),
                Optional.empty(),
                ca.failure(asked, FailInfo.BAD_REQUEST).body()));
        assertThat(((CertRep.Failure) enroll()).error())
                .hasMessage("the server refused the request (badRequest): because (HTTP 400 Request was rejected:"
                        + " NOT_IN_RENEWAL _WINDOW)");
    }

    @Test
    void addsNoStandardReasonPhrase() throws Exception {
        ca.decides(asked -> new HttpReply(
                400,
                "Bad Request",
                Optional.empty(),
                Optional.empty(),
                ca.failure(asked, FailInfo.BAD_REQUEST).body()));
        assertThat(((CertRep.Failure) enroll()).reasonPhrase()).isEmpty();
    }

    @Test
    void reportsTheTextOfAnErrorPageWithoutItsTitle() {
        assertThat(failureOf(asked ->
                        text(401, "<html><head><title>Error</title></head><body>User devX not found.</body></html>")))
                .hasMessageContaining("HTTP 401: User devX not found.; check that the CA has an entry for this device")
                .hasMessageContaining("none was sent")
                .hasMessageNotContaining("in the URL");
    }

    @Test
    void suggestsToTryLaterIfTheServerIsBusy() {
        assertThat(failureOf(asked -> new HttpReply(503, "", Optional.empty(), Optional.of("120"), Bytes.empty())))
                .hasMessageEndingWith("HTTP 503; the server is busy or out of service: try again in 120 s");
        assertThat(failureOf(asked -> text(502, ""))).hasMessageEndingWith("or try again later");
        assertThat(failureOf(asked -> text(500, ""))).hasMessageEndingWith("see its log");
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403})
    void mentionsTheChallengeIfOneWasSent(int status) {
        ca.decides(asked -> text(status, "no"));
        assertThatThrownBy(() -> ask(new RequestBody.PkcsReq(device.withChallenge())))
                .hasMessageContaining("check the challenge password, and that the CA has an entry for this device");
    }

    @Test
    void mentionsThePasswordOfTheUrlIfThereIsOne() throws Exception {
        ScepServer server = new ScepServer(HttpUrl.parse("http://u:s3cret@ca/scep"), ca);
        PkiOperation withCredentials =
                new PkiOperation(server, operation.profile(), Clock.systemUTC(), new SecureRandom());
        ca.decides(asked -> text(401, ""));
        assertThatThrownBy(() -> withCredentials.exchange(
                        withCredentials.message(
                                new RequestBody.PkcsReq(device.request()), withCredentials.freshTransaction()),
                        requester))
                .hasMessageEndingWith("; check the user and password in the URL")
                .hasMessageNotContaining("s3cret");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 500})
    void treatsARefusedRenewalAsUnsupportedUnlessItIsOffered(int status) throws Exception {
        ca.decides(asked -> text(status, ""));
        RequestBody renewal = new RequestBody.RenewalReq(device.request());
        assertThat(codeOf(renewal)).isEqualTo(status < 500 ? ErrorCode.HTTP_STATUS : ErrorCode.OPERATION_UNSUPPORTED);
        ca.offers("AES\nPOSTPKIOperation\nSHA-256\n");
        operation = connected(ca);
        assertThat(codeOf(renewal)).isEqualTo(ErrorCode.OPERATION_UNSUPPORTED);
    }

    private ErrorCode codeOf(RequestBody body) {
        return catchThrowableOfType(ScepException.class, () -> ask(body)).code();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 403, 404, 405, 500, 501})
    void reportsAnUnsupportedOptionalMessage(int status) {
        ca.decides(asked -> text(status, ""));
        assertThatThrownBy(this::poll)
                .hasMessageContaining("the server refuses CertPoll")
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OPERATION_UNSUPPORTED));
    }

    @Test
    void notifiesTheListenerOfMessages() throws Exception {
        List<Object> seen = new ArrayList<>();
        PkiOperation watched = operation.watchedBy(new PkiOperation.Listener() {
            @Override
            public void sending(RequestMessage message, Bytes encoded) {
                seen.add(encoded);
            }

            @Override
            public void answered(RequestMessage message, CertRep reply) {
                seen.add(reply.status());
            }
        });
        watched.exchange(
                watched.message(new RequestBody.PkcsReq(device.request()), watched.freshTransaction()), requester);
        assertThat(seen.getFirst()).isEqualTo(((HttpRequest.Post) ca.requests().getFirst()).body());
        assertThat(seen.get(1)).hasToString("SUCCESS");
    }

    @Test
    void getsCertificateByIssuerAndSerial() throws Exception {
        X509Certificate wanted = ca.certify(device.request());
        X509Certificate other = ca.certify(device.request());
        ca.decides(asked -> ca.success(asked, other, wanted));
        assertThat(queries().certificate(IssuerAndSerial.of(wanted))).isEqualTo(wanted);
    }

    @Test
    void getsAnExpiredCertificateAndRefusesOneOfAnotherIssuer() throws Exception {
        X509Certificate old = ca.authority().issue(expired());
        ca.decides(asked -> ca.success(asked, old));
        assertThat(queries().certificate(IssuerAndSerial.of(old))).isEqualTo(old);

        X509Certificate forged = new TestAuthority("CN=Fake CA").issue(expired());
        ca.decides(asked -> ca.success(asked, forged));
        assertThatThrownBy(() -> queries().certificate(IssuerAndSerial.of(forged)))
                .isInstanceOf(TrustException.class);
    }

    /** Valid in the first minute of the CA's certificate. */
    private TestCertificate expired() {
        Instant begin = ca.certificate().getNotBefore().toInstant();
        return TestCertificate.of(new X500Principal("CN=device"), device.key().publicKey())
                .valid(begin, begin.plusSeconds(60));
    }

    @Test
    void refusesOtherCertificateThanTheRequestedOne() throws Exception {
        X509Certificate wanted = ca.certify(device.request());
        X509Certificate other = ca.certify(device.request());
        ca.decides(asked -> ca.success(asked, other));
        assertThatThrownBy(() -> queries().certificate(IssuerAndSerial.of(wanted)))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_IN_REPLY));
    }

    @Test
    void refusesCertificateWithTheNameButNotTheSignatureOfTheCa() throws Exception {
        TestAuthority impostor = new TestAuthority("CN=Fake CA");
        X509Certificate forged = impostor.issue("CN=device", device.key().publicKey());
        ca.decides(asked -> ca.success(asked, forged));
        assertThatThrownBy(() -> queries().certificate(IssuerAndSerial.of(forged)))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CERTIFICATE_REFUSED));
    }

    private IssuerAndSerial own() {
        return new IssuerAndSerial(ca.certificate().getSubjectX500Principal(), BigInteger.ONE);
    }

    private VerifiedCrl crl() throws ScepException {
        CaCertificates trusted = CaCertificates.trusted(List.of(ca.certificate()));
        return queries().crl(CrlSubject.of(own()), new CrlVerifier(trusted, new PathRules(Instant.now(), false)));
    }

    @Test
    void getsCrlThatTheCaSigned() throws Exception {
        ca.decides(asked -> ca.success(asked, ca.authority().crl()));
        assertThat(crl().issuer()).isEqualTo(ca.certificate().getSubjectX500Principal());
    }

    @Test
    void refusesCrlOfAnotherSigner() throws Exception {
        TestAuthority impostor = new TestAuthority("CN=Fake CA");
        ca.decides(asked -> ca.success(asked, impostor.crl()));
        assertThatThrownBy(() -> crl())
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.SIGNATURE));
        TestAuthority other = new TestAuthority("CN=Other CA");
        ca.decides(asked -> ca.success(asked, other.crl()));
        assertThatThrownBy(() -> crl()).hasMessageContaining("only a CRL of 'CN=Other CA'");
    }

    @Test
    void refusesADeltaCrlAsTheCrlOfTheCertificate() throws Exception {
        ca.decides(asked -> ca.success(asked, ca.authority().deltaCrl()));
        assertThatThrownBy(this::crl)
                .hasMessageContaining("is a delta CRL")
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.REVOCATION_UNKNOWN));
    }

    @Test
    void reportsSuccessWithoutCrl() throws Exception {
        ca.decides(asked -> ca.success(asked, new CertificatesOnly(List.of(), List.of())));
        assertThatThrownBy(() -> crl())
                .hasMessageContaining("no CRL")
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_IN_REPLY));
    }

    @ParameterizedTest
    @EnumSource(FailInfo.class)
    void givesEachRefusalItsExitCode(FailInfo info) {
        ca.decides(asked -> ca.failure(asked, info));
        ScepException e = catchThrowableOfType(ScepException.class, () -> crl());
        assertThat(e.code().exitCode()).isEqualTo(70 + Integer.parseInt(info.encoded()));
        assertThat(e).hasMessageContaining(info.rfcName()).hasMessageContaining("because");
    }

    @Test
    void reportsAPendingQuery() {
        ca.decides(ca::pending);
        ScepException e = catchThrowableOfType(ScepException.class, () -> crl());
        assertThat(e.code()).isEqualTo(ErrorCode.STILL_PENDING);
    }
}
