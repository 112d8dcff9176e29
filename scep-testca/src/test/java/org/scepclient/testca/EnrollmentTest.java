package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepclient.message.CertRep;
import org.scepclient.message.FailInfo;
import org.scepclient.message.IssuerAndSubject;
import org.scepclient.message.RequestBody;
import org.scepclient.message.RequestMessage;
import org.scepclient.testca.authority.KeyKind;
import org.scepclient.testca.authority.RaSetup;
import org.scepclient.testca.service.Approval;
import org.scepclient.trust.IssuedCertificate;
import org.scepclient.trust.PathRules;
import org.scepclient.value.Secret;

class EnrollmentTest {

    private static TestCaConfigBuilder config() {
        return TestCaConfig.builder().keys(Keys.CA);
    }

    @ParameterizedTest
    @EnumSource(RaSetup.class)
    void grantsAFirstRequestInEverySetup(RaSetup ra) throws Exception {
        for (boolean intermediate : List.of(false, true)) {
            try (TestCa ca =
                    TestCa.start(config().ra(ra).intermediate(intermediate).build())) {
                Device device = new Device(ca, Keys.device(1));
                CertRep reply = device.send(new RequestBody.PkcsReq(device.request(Optional.empty())));
                IssuedCertificate issued = IssuedCertificate.select(
                        Device.content(reply),
                        device.keys().getPublic(),
                        device.trusted(),
                        new PathRules(Instant.now(), false));
                assertThat(issued.certificate().getSubjectX500Principal().getName())
                        .contains("CN=device-1");
                assertThat(issued.chain()).hasSize(intermediate ? 2 : 1);
            }
        }
    }

    @Test
    void acceptsGetToo() throws Exception {
        try (TestCa ca = TestCa.start(config().build())) {
            Device device = new Device(ca, Keys.device(1));
            RequestMessage message = device.message(new RequestBody.PkcsReq(device.request(Optional.empty())));
            RawHttp.Answer answer = RawHttp.getMessage(ca.url(), device.encoded(message));
            assertThat(device.decoded(answer.body(), message)).isInstanceOf(CertRep.Success.class);
        }
    }

    @Test
    void refusesAWrongOrMissingChallenge() throws Exception {
        try (TestCa ca = TestCa.start(config().challenge(Secret.of("right")).build())) {
            Device device = new Device(ca, Keys.device(1));
            assertFailure(device.send(new RequestBody.PkcsReq(device.request(Optional.of("wrong")))));
            assertFailure(device.send(new RequestBody.PkcsReq(device.request(Optional.empty()))));
            assertThat(device.send(new RequestBody.PkcsReq(device.request(Optional.of("right")))))
                    .isInstanceOf(CertRep.Success.class);
        }
    }

    private static void assertFailure(CertRep reply) {
        assertThat(reply).isInstanceOfSatisfying(CertRep.Failure.class, failure -> {
            assertThat(failure.failInfo()).contains(FailInfo.BAD_REQUEST);
            assertThat(failure.failInfoText().orElseThrow()).contains("challenge password");
        });
    }

    @Test
    void sameRequestUnderTheSameTransactionGetsTheSameCertificate() throws Exception {
        try (TestCa ca = TestCa.start(config().build())) {
            Device device = new Device(ca, Keys.device(1));
            assertThat(device.enroll()).isEqualTo(device.enroll());
            assertThat(ca.issued()).hasSize(1);
        }
    }

    @Test
    void renewsWithBothMessageTypes() throws Exception {
        try (TestCa ca = TestCa.start(config().challenge(Secret.of("once")).build())) {
            Device device = new Device(ca, Keys.device(1));
            X509Certificate first =
                    Device.certificate(device.send(new RequestBody.PkcsReq(device.request(Optional.of("once")))));
            device.signedWith(first);
            X509Certificate second =
                    Device.certificate(device.send(new RequestBody.RenewalReq(device.request(Optional.empty()))));
            device.signedWith(second);
            X509Certificate third =
                    Device.certificate(device.send(new RequestBody.PkcsReq(device.request(Optional.empty()))));
            assertThat(ca.issued()).containsExactlyInAnyOrder(first, second, third);
        }
    }

    @Test
    void pollsUntilApproved() throws Exception {
        try (TestCa ca = TestCa.start(config().approval(Approval.MANUAL).build())) {
            Device device = new Device(ca, Keys.device(1));
            RequestBody.PkcsReq request = new RequestBody.PkcsReq(device.request(Optional.empty()));
            assertThat(device.send(request)).isInstanceOf(CertRep.Pending.class);
            RequestBody poll = new RequestBody.CertPoll(new IssuerAndSubject(
                    ca.issuer().getSubjectX500Principal(), request.request().subject()));
            assertThat(device.send(poll)).isInstanceOf(CertRep.Pending.class);
            assertThat(ca.approve(ca.pending().getFirst().transactionId())).isTrue();
            assertThat(device.send(poll)).isInstanceOf(CertRep.Success.class);
        }
    }

    @Test
    void encryptsByPasswordWhereTheCaHasAnEcKey() throws Exception {
        try (TestCa ca = TestCa.start(
                config().keyKind(KeyKind.EC).challenge(Secret.of("shared")).build())) {
            Device device = new Device(ca, Keys.device(1)).withEnvelopePassword("shared");
            assertThat(device.send(new RequestBody.PkcsReq(device.request(Optional.of("shared")))))
                    .isInstanceOf(CertRep.Success.class);
        }
    }

    @Test
    void issuesForTheConfiguredSeconds() throws Exception {
        try (TestCa ca = TestCa.start(config().validity(Duration.ofSeconds(90)).build())) {
            X509Certificate certificate = new Device(ca, Keys.device(1)).enroll();
            assertThat(Duration.between(
                            certificate.getNotBefore().toInstant(),
                            certificate.getNotAfter().toInstant()))
                    .isEqualTo(Duration.ofSeconds(90));
        }
    }
}
