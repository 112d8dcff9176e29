package org.scepclient.enrollment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.scepclient.fixture.FakeCa.text;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.Signer;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TransportException;
import org.scepclient.error.TrustException;
import org.scepclient.fixture.FakeCa;
import org.scepclient.fixture.TestClock;
import org.scepclient.fixture.TestDevice;
import org.scepclient.fixture.TestKeys;
import org.scepclient.fixture.TestSleeper;
import org.scepclient.message.FailInfo;
import org.scepclient.message.MessageType;
import org.scepclient.message.RequestBody;
import org.scepclient.operation.CaProfile;
import org.scepclient.operation.PkiOperation;
import org.scepclient.operation.Requester;
import org.scepclient.operation.ScepServer;
import org.scepclient.transport.HttpUrl;
import org.scepclient.trust.CaCertificates;

class EnrollerTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private static TestDevice device;
    private static Requester requester;

    private final TestClock clock = new TestClock(Instant.now());
    private final List<String> seen = new ArrayList<>();
    private FakeCa ca;

    @BeforeAll
    static void makeDevice() throws Exception {
        device = TestDevice.rsa("/CN=device");
        requester = device.requester();
    }

    @BeforeEach
    void makeCa() throws Exception {
        ca = new FakeCa();
    }

    private final class Notes implements EnrollmentListener {
        @Override
        public void requesting(MessageType type) {
            seen.add("requesting " + type);
        }

        @Override
        public void polling(int number) {
            seen.add("polling " + number);
        }

        @Override
        public void waiting(Duration time) {
            seen.add("waiting " + time.toSeconds());
        }

        @Override
        public void fallingBack(MessageType refused, String reason) {
            seen.add("falling back from " + refused);
        }

        @Override
        public void outage(ScepException reason) {
            seen.add("outage");
        }
    }

    private Enroller enroller(Polling polling) throws Exception {
        ScepServer server = new ScepServer(HttpUrl.parse("http://ca/scep"), ca);
        CaCertificates trusted = CaCertificates.trusted(List.of(ca.certificate()));
        CaProfile profile = CaProfile.of(trusted, server.capabilities(Optional.empty()), AlgorithmPolicy.modern());
        PkiOperation operation = new PkiOperation(server, profile, clock, new SecureRandom());
        return new Enroller(operation, polling, new TestSleeper(clock), new Notes());
    }

    private Enrollment.Outcome enroll(Polling polling) throws Exception {
        return enroller(polling).enroll(EnrollmentOrder.initial(device.request(), requester));
    }

    private static Polling everyMinuteFor(int minutes) {
        return Polling.every(MINUTE, Duration.ofMinutes(minutes), 100);
    }

    /** Makes the FakeCa decide after a number of messages. */
    private void pendingUntilMessage(int number) {
        ca.decides(asked ->
                ca.asked().size() < number ? ca.pending(asked) : ca.success(asked, ca.certify(device.request())));
    }

    @Test
    void getsCertificateAtOnce() throws Exception {
        Enrollment.Issued issued = (Enrollment.Issued) enroll(Polling.defaults());
        assertThat(issued.issued().certificate().getPublicKey())
                .isEqualTo(device.key().publicKey());
        assertThat(issued.transactionId().value()).matches("[0-9A-F]{64}");
        assertThat(issued.issuedOrThrow()).isEqualTo(issued.issued());
        assertThat(seen).containsExactly("requesting PKCS_REQ");
    }

    @Test
    void pollsUntilTheCaHasDecided() throws Exception {
        pendingUntilMessage(4);
        assertThat(enroll(everyMinuteFor(60))).isInstanceOf(Enrollment.Issued.class);
        assertThat(seen)
                .containsExactly(
                        "requesting PKCS_REQ",
                        "waiting 60",
                        "polling 1",
                        "waiting 60",
                        "polling 2",
                        "waiting 60",
                        "polling 3");
        assertThat(clock.sleeps()).containsExactly(MINUTE, MINUTE, MINUTE);
    }

    /** A device without a battery: its clock is set while it waits. */
    @ParameterizedTest
    @ValueSource(longs = {-5, 5})
    void pollsAsLongAsConfiguredAlthoughTheClockIsSet(long hours) throws Exception {
        ca.decides(asked -> {
            clock.set(clock.instant().plus(Duration.ofHours(hours)));
            return ca.pending(asked);
        });
        Duration begin = clock.elapsed();
        assertThat(enroll(everyMinuteFor(3))).isInstanceOf(Enrollment.GaveUp.class);
        assertThat(clock.elapsed().minus(begin)).isEqualTo(Duration.ofMinutes(3));
    }

    @Test
    void keepsTransactionAndChangesNonceFromPollToPoll() throws Exception {
        pendingUntilMessage(4);
        enroll(everyMinuteFor(60));
        assertThat(ca.asked().stream().map(a -> a.request().transactionId()).distinct())
                .hasSize(1);
        assertThat(ca.asked().stream().map(a -> a.request().senderNonce()).distinct())
                .hasSize(4);
        assertThat(ca.types())
                .containsExactly(
                        MessageType.PKCS_REQ, MessageType.CERT_POLL, MessageType.CERT_POLL, MessageType.CERT_POLL);
        RequestBody.CertPoll poll = (RequestBody.CertPoll) ca.asked().get(1).body();
        assertThat(poll.about().issuer()).isEqualTo(ca.certificate().getSubjectX500Principal());
        assertThat(poll.about().subject()).isEqualTo(device.request().subject());
    }

    @Test
    void givesUpAtTheTimeLimitWithLastPollOnIt() throws Exception {
        ca.decides(ca::pending);
        Enrollment.GaveUp gaveUp = (Enrollment.GaveUp) enroll(Polling.every(MINUTE, Duration.ofSeconds(150), 100));
        assertThat(clock.sleeps()).containsExactly(MINUTE, MINUTE, Duration.ofSeconds(30));
        assertThat(gaveUp.ticket().polls()).isEqualTo(3);
        assertThatThrownBy(gaveUp::issuedOrThrow)
                .hasMessageContaining("still pending after 3 polls")
                .hasMessageNotContaining("challenge")
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STILL_PENDING));
    }

    @Test
    void givesUpAtTheCount() throws Exception {
        ca.decides(ca::pending);
        enroll(Polling.every(MINUTE, Duration.ofDays(1), 2));
        assertThat(ca.asked()).hasSize(3);
    }

    @Test
    void doesNotPollWherePendingIsFinal() throws Exception {
        ca.decides(ca::pending);
        assertThat(enroll(Polling.never())).isInstanceOf(Enrollment.GaveUp.class);
        assertThat(ca.asked()).hasSize(1);
        assertThat(clock.sleeps()).isEmpty();
    }

    private static Duration s(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void reportsRefusalWithItsReason() throws Exception {
        ca.decides(asked -> ca.failure(asked, FailInfo.BAD_REQUEST));
        Enrollment.Outcome refused = enroll(Polling.defaults());
        assertThat(refused).isInstanceOf(Enrollment.Refused.class);
        assertThatThrownBy(refused::issuedOrThrow)
                .hasMessageContaining("badRequest")
                .hasMessageContaining("because");
        assertThat(ca.asked()).hasSize(1);
    }

    private String refusal(EnrollmentOrder order) throws Exception {
        Enrollment.Outcome refused = enroller(everyMinuteFor(10)).enroll(order);
        return catchThrowableOfType(ScepException.class, refused::issuedOrThrow).getMessage();
    }

    @Test
    void advisesAboutAChallengeOnlyAsTheCaseIs() throws Exception {
        EnrollmentOrder without = EnrollmentOrder.initial(device.request(), requester);
        EnrollmentOrder with = EnrollmentOrder.initial(device.withChallenge(), requester);
        ca.decides(asked -> ca.failure(asked, FailInfo.BAD_REQUEST));
        assertThat(refusal(with)).contains("check the challenge password, and whether");
        assertThat(refusal(without)).contains("requires a challenge password, since none was sent");
        assertThat(refusal(without.withChallengeFallback(device.withChallenge())))
                .contains("check the challenge password, and");
        ca.decides(asked -> ca.failure(asked, FailInfo.BAD_ALG));
        assertThat(refusal(with)).doesNotContain("challenge").contains("use a cipher and a digest");
        ca.decides(asked -> ca.failure(asked, FailInfo.BAD_CERT_ID));
        assertThat(refusal(with)).contains("see the server's log");
        ca.decides(asked ->
                asked.type() == MessageType.PKCS_REQ ? ca.pending(asked) : ca.failure(asked, FailInfo.BAD_CERT_ID));
        assertThat(refusal(with)).contains("enroll again");
        ca.decides(asked ->
                asked.type() == MessageType.PKCS_REQ ? ca.pending(asked) : ca.failure(asked, FailInfo.BAD_REQUEST));
        assertThat(refusal(with))
                .contains("the CA rejected the pending request")
                .doesNotContain("challenge");
    }

    @Test
    void remembersTheChallengeWherePendingMayHideARefusal() throws Exception {
        ca.decides(ca::pending);
        Enrollment.Outcome gaveUp =
                enroller(Polling.never()).enroll(EnrollmentOrder.initial(device.withChallenge(), requester));
        assertThatThrownBy(gaveUp::issuedOrThrow).hasMessageContaining("check the challenge password");
    }

    @Test
    void reportsRefusalOfPendingRequest() throws Exception {
        ca.decides(asked ->
                asked.type() == MessageType.PKCS_REQ ? ca.pending(asked) : ca.failure(asked, FailInfo.BAD_REQUEST));
        assertThat(enroll(everyMinuteFor(10))).isInstanceOf(Enrollment.Refused.class);
        assertThat(ca.asked()).hasSize(2);
    }

    @Test
    void resumesFromTheStoredTicketAfterARestart() throws Exception {
        ca.decides(ca::pending);
        Enrollment.GaveUp gaveUp = (Enrollment.GaveUp) enroll(everyMinuteFor(2));
        String stored =
                gaveUp.ticket().withKeyReference("file:/key with\nnewline").encode();
        EnrollmentTicket ticket = EnrollmentTicket.decode("pending", stored);
        assertThat(ticket).isEqualTo(gaveUp.ticket().withKeyReference("file:/key with\nnewline"));
        ca.asked().clear();
        pendingUntilMessage(1);
        Requester again = Requester.of(new Signer(device.key().key(), ticket.signer()));
        Enrollment.Outcome outcome = enroller(everyMinuteFor(10)).resume(ticket, again);
        assertThat(((Enrollment.Issued) outcome).transactionId())
                .isEqualTo(gaveUp.ticket().transactionId());
        assertThat(ca.types()).containsExactly(MessageType.CERT_POLL);
    }

    @Test
    void refusesDamagedTicketAndNamesThePlace() throws Exception {
        EnrollmentTicket ticket =
                EnrollmentTicket.of(EnrollmentOrder.initial(device.request(), requester), clock.instant());
        String stored = ticket.encode();
        for (String damaged : List.of(
                "",
                "junk",
                stored.replace("polls: 0", "polls: x"),
                stored.replace("since", "sinze"),
                stored.replaceAll("request: .{40}", "request: "))) {
            assertThatThrownBy(() -> EnrollmentTicket.decode("/data/pending", damaged))
                    .isInstanceOf(ScepException.class)
                    .hasMessageStartingWith("/data/pending: ");
        }
    }

    @Test
    void outlastsOutageWhilePolling() throws Exception {
        ca.decides(asked -> switch (ca.asked().size()) {
            case 1 -> ca.pending(asked);
            case 2 -> text(503, "");
            case 3 -> throw new TransportException(ErrorCode.TIMEOUT, "slow", true, null);
            default -> ca.success(asked, ca.certify(device.request()));
        });
        assertThat(enroll(everyMinuteFor(10))).isInstanceOf(Enrollment.Issued.class);
        assertThat(seen).filteredOn("outage"::equals).hasSize(2);
    }

    @Test
    void reportsOutageThatLastsToTheLimit() throws Exception {
        ca.decides(asked -> ca.asked().size() == 1 ? ca.pending(asked) : text(503, ""));
        Enrollment.Outcome gaveUp = enroll(everyMinuteFor(2));
        TransportException e = catchThrowableOfType(TransportException.class, gaveUp::issuedOrThrow);
        assertThat(e).hasMessageContaining("HTTP 503");
    }

    @Test
    void endsWithTheOutageWherePollingDoesNotTolerateIt() {
        ca.decides(asked -> ca.asked().size() == 1 ? ca.pending(asked) : text(503, ""));
        Polling intolerant = new Polling() {
            @Override
            public Optional<Duration> next(EnrollmentTicket ticket, Instant now) {
                return Optional.of(s(3));
            }

            @Override
            public boolean toleratesOutages() {
                return false;
            }
        };
        assertThatThrownBy(() -> enroll(intolerant)).isInstanceOf(TransportException.class);
    }

    @Test
    void stopsWaitingWhenInterrupted() throws Exception {
        ca.decides(ca::pending);
        clock.interruptNextSleep();
        assertThat(enroll(everyMinuteFor(2))).isInstanceOf(Enrollment.GaveUp.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void acceptsNoCertificateForAnotherKey() throws Exception {
        X509Certificate other =
                ca.authority().issue("CN=device", TestKeys.rsa("stranger").getPublic());
        ca.decides(asked -> ca.success(asked, other));
        Enrollment.Rejected rejected = (Enrollment.Rejected) enroll(Polling.defaults());
        assertThat(rejected.notYetValid()).isFalse();
        assertThatThrownBy(rejected::issuedOrThrow)
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CERTIFICATE_REFUSED));
    }
}
