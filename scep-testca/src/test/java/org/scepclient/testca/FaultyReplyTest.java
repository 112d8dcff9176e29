package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.message.CertRep;
import org.scepclient.message.RequestBody;
import org.scepclient.message.RequestMessage;
import org.scepclient.testca.authority.RaSetup;
import org.scepclient.testca.fault.Expectation;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.fault.Layer;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.IssuedCertificate;
import org.scepclient.trust.PathRules;
import org.scepclient.value.Bytes;

/** Every faulty reply to an enrollment, judged by core's decoder. */
class FaultyReplyTest {
    private static final Set<Layer> REPLIES = EnumSet.of(
            Layer.DECISION, Layer.GRANT, Layer.ENVELOPE, Layer.ATTRIBUTES, Layer.SIGNER, Layer.STRUCTURE, Layer.BYTES);

    /** A wrong content key yields random bytes, which by chance end in valid padding in one case of 256. */
    private static final Set<Fault> NOISE =
            EnumSet.of(Fault.ENCRYPTED_FOR_STRANGER, Fault.ENCRYPTED_FOR_THE_CA, Fault.CONTENT_KEY_ALTERED);

    private static TestCa plain;
    private static TestCa split;

    @BeforeAll
    static void start() throws IOException {
        plain = TestCa.start(TestCaConfig.builder().keys(Keys.CA).build());
        split = TestCa.start(TestCaConfig.builder()
                .keys(Keys.CA)
                .ra(RaSetup.SPLIT)
                .intermediate(true)
                .build());
    }

    @AfterAll
    static void stop() {
        plain.close();
        split.close();
    }

    static Stream<Fault> replies() {
        return Arrays.stream(Fault.values()).filter(fault -> REPLIES.contains(fault.layer()));
    }

    @ParameterizedTest
    @MethodSource("replies")
    void isJudgedAsExpectedWhenTheCaAnswersItself(Fault fault) throws Exception {
        requireExpected(fault, plain);
    }

    @ParameterizedTest
    @MethodSource("replies")
    void isJudgedAsExpectedWhenRegistrationAuthoritiesAnswer(Fault fault) throws Exception {
        requireExpected(fault, split);
    }

    private static void requireExpected(Fault fault, TestCa ca) throws Exception {
        ca.fault(fault);
        Outcome outcome = outcome(ca);
        ca.noFault();
        Set<Optional<ErrorCode>> expected = NOISE.contains(fault)
                ? Set.of(Optional.of(ErrorCode.DECRYPTION), Optional.of(ErrorCode.MALFORMED))
                : Set.of(fault.errorCode());
        if (fault.expectation() == Expectation.FAILURE) {
            assertThat(outcome.reply()).containsInstanceOf(CertRep.Failure.class);
        } else if (fault.expectation() == Expectation.PENDING) {
            assertThat(outcome.reply()).containsInstanceOf(CertRep.Pending.class);
        } else {
            assertThat(expected).as(outcome.text()).contains(outcome.error());
        }
    }

    private record Outcome(Optional<CertRep> reply, Optional<ErrorCode> error, String text) {}

    private static Outcome outcome(TestCa ca) throws ScepException, IOException {
        Device device = new Device(ca, Keys.device(1));
        RequestMessage message = device.message(new RequestBody.PkcsReq(device.request(Optional.empty())));
        Bytes body = RawHttp.post(ca.url(), device.encoded(message)).body();
        try {
            CertRep reply = device.decoded(body, message);
            if (reply instanceof CertRep.Success success) {
                IssuedCertificate.select(
                        success.content(),
                        device.keys().getPublic(),
                        device.trusted(),
                        new PathRules(Instant.now(), true));
            }
            return new Outcome(Optional.of(reply), Optional.empty(), reply.toString());
        } catch (ScepException e) {
            assertThat(e.getMessage()).doesNotContainPattern("[\\p{Cntrl}]").hasSizeLessThan(3000);
            return new Outcome(Optional.empty(), Optional.of(e.code()), e.getMessage());
        }
    }

    @Test
    void hostileTextArrivesOnOneLineWithoutControlCharacters() throws Exception {
        plain.fault(Fault.FAIL_TEXT_HOSTILE);
        CertRep reply = outcome(plain).reply().orElseThrow();
        plain.noFault();
        assertThat(((CertRep.Failure) reply).failInfoText().orElseThrow())
                .contains("first line second line")
                .doesNotContainPattern("[\\p{Cntrl}\\p{Cf}]");
    }

    /** The expired and the future RA chain to the CA, so that only their validity can be the reason. */
    @ParameterizedTest
    @MethodSource("untimelyRas")
    void refusesAnUntimelyRaEvenWhereItsCertificateIsConfigured(Fault fault) throws Exception {
        plain.fault(fault);
        Device device = new Device(plain, Keys.device(1));
        RequestMessage message = device.message(new RequestBody.PkcsReq(device.request(Optional.empty())));
        Bytes body = RawHttp.post(plain.url(), device.encoded(message)).body();
        plain.noFault();
        var known = new ArrayList<>(plain.caCertificates());
        known.addAll(CertificatesOnly.decode(body).certificates());
        assertThat(device.refusal(body, message, CaCertificates.trusted(known))).isEqualTo(ErrorCode.UNTRUSTED);
    }

    static List<Fault> untimelyRas() {
        return List.of(Fault.SIGNED_BY_EXPIRED_RA, Fault.SIGNED_BY_FUTURE_RA);
    }
}
