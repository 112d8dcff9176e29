package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.capabilities.Capability;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.message.CertRep;
import org.scepclient.message.NextCaMessage;
import org.scepclient.message.RequestBody;
import org.scepclient.message.RequestMessage;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.fault.Layer;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.PathRules;
import org.scepclient.value.Bytes;

/** The faults of HTTP, and those of responses that are not SCEP messages. */
class FaultyHttpTest {
    private static TestCa ca;

    @BeforeAll
    static void start() throws IOException {
        ca = TestCa.start(TestCaConfig.builder().keys(Keys.CA).build());
    }

    @AfterAll
    static void stop() {
        ca.close();
    }

    private static Stream<Fault> in(Layer layer, Fault... except) {
        Set<Fault> excepted = EnumSet.copyOf(Arrays.asList(except));
        return Arrays.stream(Fault.values()).filter(fault -> fault.layer() == layer && !excepted.contains(fault));
    }

    private static RawHttp.Answer post(Fault fault) throws ScepException, IOException {
        ca.fault(fault);
        Device device = new Device(ca, Keys.device(1));
        RequestMessage message = device.message(new RequestBody.PkcsReq(device.request(Optional.empty())));
        return RawHttp.post(ca.url(), device.encoded(message));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"HTML_.*", "TEXT_500", "BUSY_503", "NO_CONTENT_204", "REDIRECT_.*", "CAUSE_IN_PAGE_.*"},
            mode = EnumSource.Mode.MATCH_ANY)
    void sendsNoMessage(Fault fault) throws Exception {
        RawHttp.Answer answer = post(fault);
        String digits = fault.name().replaceAll("\\D", "");
        assertThat(answer.status()).isEqualTo(digits.isEmpty() ? 302 : Integer.parseInt(digits));
        assertThat(answer.body().length()).isLessThan(1000);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"STATUS_\\d.*", "CONTENT_TYPE_(WRONG|MISSING)"},
            mode = EnumSource.Mode.MATCH_ANY)
    void sendsAValidMessageInUnusualHttp(Fault fault) throws Exception {
        ca.fault(fault);
        Device device = new Device(ca, Keys.device(1));
        RequestMessage message = device.message(new RequestBody.PkcsReq(device.request(Optional.empty())));
        RawHttp.Answer answer = RawHttp.post(ca.url(), device.encoded(message));
        CertRep reply = device.decoded(answer.body(), message);
        switch (fault.expectation()) {
            case PENDING -> assertThat(reply).isInstanceOf(CertRep.Pending.class);
            case FAILURE -> assertThat(reply).isInstanceOf(CertRep.Failure.class);
            case ACCEPT, REFUSE -> assertThat(reply).isInstanceOf(CertRep.Success.class);
        }
    }

    static Stream<Fault> broken() {
        return in(Layer.CONNECTION, Fault.ENDLESS_BODY, Fault.SLOW_DRIP);
    }

    /** The client of these tests waits for at most three seconds. */
    @ParameterizedTest
    @MethodSource("broken")
    void breaksTheConnection(Fault fault) {
        assertThatThrownBy(() -> post(fault)).isInstanceOf(IOException.class);
    }

    @Test
    void sendsForEver() throws Exception {
        assertThat(post(Fault.ENDLESS_BODY).body().length()).isEqualTo(1 << 20);
    }

    @Test
    void sendsOneByteASecond() throws Exception {
        ca.fault(Fault.SLOW_DRIP);
        Device device = new Device(ca, Keys.device(1));
        RequestMessage message = device.message(new RequestBody.PkcsReq(device.request(Optional.empty())));
        long start = System.nanoTime();
        assertThat(RawHttp.postReading(ca.url(), device.encoded(message), 2).length())
                .isEqualTo(2);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(1));
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CAPS_(HTML|404|500|EMPTY)"},
            mode = EnumSource.Mode.MATCH_ANY)
    void hasNoCapabilities(Fault fault) throws Exception {
        ca.fault(fault);
        RawHttp.Answer answer = RawHttp.get(ca.url(), "operation=GetCACaps");
        assertThat(answer.status() != 200 || CaCapabilities.parse(answer.body()).equals(CaCapabilities.none()))
                .isTrue();
    }

    @Test
    void namesTheCauseInTheBodyOfThePageAlone() throws Exception {
        String wrong = text(post(Fault.CAUSE_IN_PAGE_401));
        assertThat(wrong).contains("<title>Web server</title>", "<h1>Got request for user with invalid password");
        assertThat(text(post(Fault.CAUSE_IN_PAGE_400))).contains("<h1>User device-1 not found.");
    }

    private static String text(RawHttp.Answer answer) {
        return new String(answer.body().toArray(), StandardCharsets.UTF_8);
    }

    @Test
    void refusesWithoutAText() throws Exception {
        ca.fault(Fault.STATUS_400_BARE_FAILURE);
        Device device = new Device(ca, Keys.device(1));
        RequestMessage message = device.message(new RequestBody.PkcsReq(device.request(Optional.empty())));
        RawHttp.Answer answer = RawHttp.post(ca.url(), device.encoded(message));
        assertThat(answer.status()).isEqualTo(400);
        assertThat(device.decoded(answer.body(), message))
                .isInstanceOfSatisfying(
                        CertRep.Failure.class,
                        failure -> assertThat(failure.failInfoText()).isEmpty());
    }

    @Test
    void offersLessFromTheSecondAnswerOn() throws Exception {
        for (int i = 0; i < 2; i++) {
            // Switching the fault on again restarts it.
            ca.fault(Fault.CAPS_WEAKENED);
            assertThat(capabilities("").standard()).isTrue();
            assertThat(capabilities("").known())
                    .containsExactlyInAnyOrder(Capability.DES3, Capability.SHA_1, Capability.POST_PKI_OPERATION);
        }
    }

    @Test
    void listsCapabilitiesOfANamedCaOnly() throws Exception {
        ca.fault(Fault.CAPS_WANT_IDENTIFIER);
        assertThat(RawHttp.get(ca.url(), "operation=GetCACaps").status()).isEqualTo(404);
        assertThat(capabilities("&message=ca").standard()).isTrue();
    }

    private static CaCapabilities capabilities(String more) throws IOException {
        return CaCapabilities.parse(
                RawHttp.get(ca.url(), "operation=GetCACaps" + more).body());
    }

    @Test
    void listsCapabilitiesUnusually() throws Exception {
        ca.fault(Fault.CAPS_UNUSUAL);
        CaCapabilities capabilities = CaCapabilities.parse(
                RawHttp.get(ca.url(), "operation=GetCACaps").body());
        assertThat(capabilities.known())
                .containsExactlyInAnyOrder(Capability.AES, Capability.POST_PKI_OPERATION, Capability.SHA_256);
        assertThat(capabilities.unknown()).containsExactly("X-New");
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CAPS_(CLOSED|HANG)", "CA_HANG"},
            mode = EnumSource.Mode.MATCH_ANY)
    void answersNothing(Fault fault) {
        ca.fault(fault);
        String operation = fault.operation().label();
        assertThatThrownBy(() -> RawHttp.get(ca.url(), "operation=" + operation))
                .isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CA_(EMPTY|GARBAGE|TRUNCATED|NO_CERTIFICATES|STRANGER|AND_STRANGER|TYPE_WRONG)"},
            mode = EnumSource.Mode.MATCH_ANY)
    void caCertificatesAreJudgedAsExpected(Fault fault) throws Exception {
        ca.fault(fault);
        RawHttp.Answer answer = RawHttp.get(ca.url(), "operation=GetCACert");
        assertThat(judge(() -> {
                    CertificatesOnly bundle = CertificatesOnly.decodeBundle(answer.body());
                    if (!bundle.certificates().isEmpty()) {
                        CaCertificates.pinned(
                                bundle.certificates(), ca.fingerprint(), new PathRules(Instant.now(), false));
                    } else {
                        throw new ProtocolException(ErrorCode.NOT_IN_REPLY, "none");
                    }
                }))
                .isEqualTo(fault.errorCode());
    }

    static Stream<Fault> nextCa() {
        return in(Layer.NEXT_CA, Fault.NEXT_CA_HTML);
    }

    @ParameterizedTest
    @MethodSource("nextCa")
    void nextCaCertificatesAreJudgedAsExpected(Fault fault) throws Exception {
        ca.fault(fault);
        CaCertificates current = CaCertificates.trusted(ca.caCertificates());
        Bytes body = RawHttp.get(ca.url(), "operation=GetNextCACert").body();
        assertThat(judge(() -> NextCaMessage.decode(body, current, AlgorithmPolicy.modern(), Instant.now())))
                .isEqualTo(fault.errorCode());
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"CA_(HTML|404|REDIRECT_LOOP)", "NEXT_CA_HTML"},
            mode = EnumSource.Mode.MATCH_ANY)
    void sendsAPageOrARedirect(Fault fault) throws Exception {
        ca.fault(fault);
        RawHttp.Answer answer =
                RawHttp.get(ca.url(), "operation=" + fault.operation().label());
        boolean page = new String(answer.body().toArray(), StandardCharsets.US_ASCII).startsWith("<");
        assertThat(page || answer.status() == 302).isTrue();
    }

    private interface Judgment {
        void run() throws ScepException;
    }

    private static Optional<ErrorCode> judge(Judgment judgment) {
        try {
            judgment.run();
            return Optional.empty();
        } catch (ScepException e) {
            return Optional.of(e.code());
        }
    }
}
