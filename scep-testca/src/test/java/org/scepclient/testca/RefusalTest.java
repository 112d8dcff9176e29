package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.scepclient.capabilities.Capability;
import org.scepclient.cms.Algorithms;
import org.scepclient.cms.ContentCipher;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.Signer;
import org.scepclient.fixture.TestClock;
import org.scepclient.message.CertRep;
import org.scepclient.message.FailInfo;
import org.scepclient.message.IssuerAndSerial;
import org.scepclient.message.IssuerAndSubject;
import org.scepclient.message.Nonce;
import org.scepclient.message.RequestBody;
import org.scepclient.message.RequestMessage;
import org.scepclient.message.TransactionId;
import org.scepclient.testca.junit.TestCaExtension;
import org.scepclient.testca.service.Approval;
import org.scepclient.value.Bytes;

/** Each failInfo of RFC 8894 §3.2.1.4, for the reason that the RFC names. */
class RefusalTest {
    private final TestClock clock = new TestClock(Instant.parse("2031-05-06T07:08:09Z"));

    @RegisterExtension
    private final TestCaExtension extension = new TestCaExtension(
            TestCaConfig.builder().keys(Keys.CA).clock(clock).build());

    private Device device() throws Exception {
        return new Device(extension.get(), Keys.device(1), clock.instant());
    }

    private static void assertRefused(CertRep reply, FailInfo info, String words) {
        assertThat(reply).isInstanceOfSatisfying(CertRep.Failure.class, failure -> {
            assertThat(failure.failInfo()).contains(info);
            assertThat(failure.failInfoText().orElseThrow()).contains(words);
        });
    }

    @Test
    void refusesASigningTimeTooFarOff() throws Exception {
        Device device = device();
        clock.advance(Duration.ofMinutes(6));
        assertRefused(
                device.send(new RequestBody.PkcsReq(device.request(Optional.empty()))), FailInfo.BAD_TIME, "signed at");
    }

    @Test
    void refusesADigestThatIsNotOffered() throws Exception {
        try (TestCa ca = TestCa.start(TestCaConfig.builder()
                .keys(Keys.CA)
                .clock(clock)
                .capabilities(Capability.AES, Capability.POST_PKI_OPERATION, Capability.SHA_256)
                .build())) {
            Device device = new Device(ca, Keys.device(1), clock.instant())
                    .using(new Algorithms(ContentCipher.AES128, DigestAlgorithm.SHA1));
            assertRefused(
                    device.send(new RequestBody.PkcsReq(device.request(Optional.empty()))), FailInfo.BAD_ALG, "SHA-1");
        }
    }

    @Test
    void refusesAesWhereOnlyTripleDesIsOffered() throws Exception {
        try (TestCa ca = TestCa.start(TestCaConfig.builder()
                .keys(Keys.CA)
                .clock(clock)
                .capabilities(Capability.DES3, Capability.POST_PKI_OPERATION, Capability.SHA_1)
                .build())) {
            Device device = new Device(ca, Keys.device(1), clock.instant())
                    .using(new Algorithms(ContentCipher.AES128, DigestAlgorithm.SHA1));
            assertRefused(
                    device.send(new RequestBody.PkcsReq(device.request(Optional.empty()))), FailInfo.BAD_ALG, "AES128");
            device.using(new Algorithms(ContentCipher.DES3, DigestAlgorithm.SHA1));
            assertThat(device.send(new RequestBody.PkcsReq(device.request(Optional.empty()))))
                    .isInstanceOf(CertRep.Success.class);
        }
    }

    @Test
    void refusesARequestSignedWithAnotherKeyThanItAsksFor() throws Exception {
        Device device = device();
        Device other = new Device(extension.get(), Keys.device(2), clock.instant());
        assertRefused(
                device.send(new RequestBody.PkcsReq(other.request(Optional.empty()))),
                FailInfo.BAD_MESSAGE_CHECK,
                "signed neither");
    }

    @Test
    void refusesAMessageWhoseSignatureDoesNotHold() throws Exception {
        Device device = device();
        X509Certificate other = new Device(extension.get(), Keys.device(2), clock.instant()).own();
        device.signedWith(new Signer(ProviderKey.of(Keys.device(1).getPrivate()), other));
        assertRefused(
                device.send(new RequestBody.PkcsReq(device.request(Optional.empty()))),
                FailInfo.BAD_MESSAGE_CHECK,
                "signature");
    }

    @Test
    void refusesAPollForAnUnknownTransaction() throws Exception {
        Device device = device();
        RequestBody poll = new RequestBody.CertPoll(
                new IssuerAndSubject(extension.get().issuer().getSubjectX500Principal(), new X500Principal("CN=x")));
        assertRefused(device.send(poll), FailInfo.BAD_CERT_ID, "transactionID");
    }

    @Test
    void refusesAPollWithOtherNames() throws Exception {
        try (TestCa ca = TestCa.start(TestCaConfig.builder()
                .keys(Keys.CA)
                .clock(clock)
                .approval(Approval.MANUAL)
                .build())) {
            Device device = new Device(ca, Keys.device(1), clock.instant());
            assertThat(device.enrollOutcome()).isInstanceOf(CertRep.Pending.class);
            RequestBody poll = new RequestBody.CertPoll(
                    new IssuerAndSubject(new X500Principal("CN=some RA"), new X500Principal("CN=x")));
            assertRefused(device.send(poll), FailInfo.BAD_CERT_ID, "names");
        }
    }

    @Test
    void refusesAnUnknownSerialNumber() throws Exception {
        IssuerAndSerial unknown =
                new IssuerAndSerial(extension.get().issuer().getSubjectX500Principal(), BigInteger.TWO);
        assertRefused(device().send(new RequestBody.GetCert(unknown)), FailInfo.BAD_CERT_ID, "serial number 2");
        assertRefused(device().send(new RequestBody.GetCrl(unknown)), FailInfo.BAD_CERT_ID, "serial number 2");
    }

    @Test
    void refusesARenewalSignedByAStranger() throws Exception {
        Device device = device();
        assertRefused(
                device.send(new RequestBody.RenewalReq(device.request(Optional.empty()))),
                FailInfo.BAD_MESSAGE_CHECK,
                "certificate that this CA issued");
    }

    @Test
    void refusesARenewalWithARevokedAnExpiredOrAnothersCertificate() throws Exception {
        Device device = device();
        X509Certificate first = device.enroll();
        device.signedWith(first);
        RequestBody renewal = new RequestBody.RenewalReq(device.request(Optional.empty()));
        assertRefused(
                device.send(new RequestBody.RenewalReq(device.request("/CN=somebody-else", Optional.empty()))),
                FailInfo.BAD_REQUEST,
                "subject");
        extension.get().revoke(first.getSerialNumber());
        assertRefused(device.send(renewal), FailInfo.BAD_REQUEST, "revoked");
        Device another = new Device(extension.get(), Keys.device(2), clock.instant());
        another.signedWith(another.enroll());
        clock.advance(Duration.ofDays(400));
        another.at(clock.instant());
        assertRefused(
                another.send(new RequestBody.RenewalReq(another.request(Optional.empty()))),
                FailInfo.BAD_REQUEST,
                "expired");
    }

    @Test
    void refusesRenewalReqWhereItIsNotOffered() throws Exception {
        try (TestCa ca = TestCa.start(TestCaConfig.builder()
                .keys(Keys.CA)
                .clock(clock)
                .capabilities(Capability.AES, Capability.POST_PKI_OPERATION)
                .build())) {
            Device device = new Device(ca, Keys.device(1), clock.instant());
            device.signedWith(device.enroll());
            RequestBody.RenewalReq renewal = new RequestBody.RenewalReq(device.request(Optional.empty()));
            assertRefused(device.send(renewal), FailInfo.BAD_REQUEST, "does not offer Renewal");
        }
    }

    @Test
    void refusesASecondRequestUnderAWaitingTransaction() throws Exception {
        try (TestCa ca = TestCa.start(TestCaConfig.builder()
                .keys(Keys.CA)
                .clock(clock)
                .approval(Approval.MANUAL)
                .build())) {
            Device device = new Device(ca, Keys.device(1), clock.instant());
            assertThat(device.enrollOutcome()).isInstanceOf(CertRep.Pending.class);
            assertThat(device.enrollOutcome()).isInstanceOf(CertRep.Pending.class);
            assertThat(ca.pending()).hasSize(1);
            RequestBody other = new RequestBody.PkcsReq(device.request("/CN=other", Optional.empty()));
            assertRefused(device.send(other), FailInfo.BAD_REQUEST, "pending");
        }
    }

    @Test
    void refusesAMessageThatDoesNotDecrypt() throws Exception {
        Device device = device();
        RequestBody.PkcsReq body = new RequestBody.PkcsReq(device.request(Optional.empty()));
        RequestMessage message = new RequestMessage(new TransactionId("t-1"), Nonce.random(new SecureRandom()), body);
        Bytes sent = device.encodedFor(device.own(), message);
        assertRefused(
                device.decoded(RawHttp.post(extension.get().url(), sent).body(), message),
                FailInfo.BAD_MESSAGE_CHECK,
                "decrypt");
    }

    @Test
    void answersGarbageWithAnHttpError() throws Exception {
        Bytes garbage = Bytes.of(new byte[] {1, 2, 3});
        assertThat(RawHttp.post(extension.get().url(), garbage).status()).isEqualTo(400);
        assertThat(RawHttp.get(extension.get().url(), "operation=PKIOperation&message=%21")
                        .status())
                .isEqualTo(400);
        assertThat(RawHttp.get(extension.get().url(), "operation=Other").status())
                .isEqualTo(400);
    }
}
