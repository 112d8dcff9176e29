package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SignatureException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.CertificateDecoder;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.message.CertRep;
import org.scepclient.message.IssuerAndSerial;
import org.scepclient.message.MessageType;
import org.scepclient.message.NextCaMessage;
import org.scepclient.message.RequestBody;
import org.scepclient.testca.authority.RaSetup;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.http.ReceivedOperation;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.PathRules;
import org.scepclient.value.Bytes;

class QueryTest {

    private static TestCaConfigBuilder config() {
        return TestCaConfig.builder().keys(Keys.CA);
    }

    @Test
    void sendsItsCapabilities() throws Exception {
        try (TestCa ca = TestCa.start(config().build());
                TestCa silent = TestCa.start(
                        config().capabilities(CaCapabilities.none()).build())) {
            Bytes body = RawHttp.get(ca.url(), "operation=GetCACaps").body();
            assertThat(CaCapabilities.parse(body)).isEqualTo(TestCaConfigBuilder.defaultCapabilities());
            assertThat(RawHttp.get(silent.url(), "operation=GetCACaps").body().isEmpty())
                    .isTrue();
            assertThat(RawHttp.post(silent.url(), Bytes.empty()).status()).isEqualTo(405);
        }
    }

    @Test
    void showsOneCertificateByItselfAndSeveralTogether() throws Exception {
        try (TestCa one = TestCa.start(config().build());
                TestCa four = TestCa.start(
                        config().ra(RaSetup.SPLIT).intermediate(true).build())) {
            RawHttp.Answer single = RawHttp.get(one.url(), "operation=GetCACert");
            assertThat(single.contentType()).isEqualTo("application/x-x509-ca-cert");
            assertThat(CertificatesOnly.decodeBundle(single.body()).certificates())
                    .containsExactly(one.issuer());
            RawHttp.Answer several = RawHttp.get(four.url(), "operation=GetCACert&message=id");
            assertThat(several.contentType()).isEqualTo("application/x-x509-ca-ra-cert");
            List<X509Certificate> all =
                    CertificatesOnly.decodeBundle(several.body()).certificates();
            assertThat(all).hasSize(4).containsExactlyInAnyOrderElementsOf(four.caCertificates());
            CaCertificates pinned = CaCertificates.pinned(all, four.fingerprint(), new PathRules(Instant.now(), false))
                    .ca();
            assertThat(pinned.issuerName()).isEqualTo(four.issuer().getSubjectX500Principal());
        }
    }

    @Test
    void findsCertificateAndCrl() throws Exception {
        try (TestCa ca = TestCa.start(config().build())) {
            Device device = new Device(ca, Keys.device(1));
            X509Certificate certificate = device.enroll();
            IssuerAndSerial about = IssuerAndSerial.of(certificate);
            assertThat(Device.certificate(device.send(new RequestBody.GetCert(about))))
                    .isEqualTo(certificate);
            X509CRL before = crl(device, new RequestBody.GetCrl(about));
            assertThat(before.isRevoked(certificate)).isFalse();
            assertThat(ca.revoke(certificate.getSerialNumber())).isTrue();
            X509CRL after = crl(device, new RequestBody.GetCrl(about));
            after.verify(ca.issuer().getPublicKey());
            assertThat(after.isRevoked(certificate)).isTrue();
        }
    }

    private static X509CRL crl(Device device, RequestBody request) throws Exception {
        return new CertificateDecoder()
                .crl(Device.content(device.send(request)).crls().getFirst());
    }

    @Test
    void publishesCertificateAndCrlAtTheUrlsInItsCertificates() throws Exception {
        URI directory = URI.create("ldap://127.0.0.1:3890/cn=ca?certificateRevocationList");
        try (TestCa ca =
                TestCa.start(config().crlDistributionPoints(List.of(directory)).build())) {
            X509Certificate certificate = new Device(ca, Keys.device(1)).enroll();
            URI crl = ca.url().resolve("/ca.crl");
            assertThat(text(certificate, Extension.cRLDistributionPoints.getId()))
                    .contains(directory.toString(), crl.toString());
            assertThat(text(certificate, Extension.authorityInfoAccess.getId()))
                    .contains(ca.url().resolve("/ca.crt").toString());
            X509CRL published = new CertificateDecoder()
                    .crl(RawHttp.exchange(crl, "GET", Bytes.empty()).body());
            assertThat(published.getIssuerX500Principal()).isEqualTo(ca.issuer().getSubjectX500Principal());
            assertThat(RawHttp.exchange(ca.url().resolve("/ca.crt"), "GET", Bytes.empty())
                            .body()
                            .toArray())
                    .isEqualTo(ca.issuer().getEncoded());
        }
    }

    private static String text(X509Certificate certificate, String extension) {
        return new String(certificate.getExtensionValue(extension), StandardCharsets.ISO_8859_1);
    }

    @Test
    void rollsOverToTheNextCa() throws Exception {
        try (TestCa ca =
                TestCa.start(config().ra(RaSetup.SINGLE).intermediate(true).build())) {
            Device device = new Device(ca, Keys.device(1));
            CaCertificates current = device.trusted();
            Bytes body = RawHttp.get(ca.url(), "operation=GetNextCACert").body();
            CaCertificates next = NextCaMessage.decode(body, current, AlgorithmPolicy.modern(), Instant.now())
                    .ca();
            assertThat(next.certificates()).containsExactlyInAnyOrderElementsOf(ca.nextCaCertificates());
            device.signedWith(device.enroll());
            // RFC 8894 §4.7: the next CA issues the certificate for a request encrypted to it.
            X509Certificate early = Device.certificate(
                    device.trusting(next).send(new RequestBody.RenewalReq(device.request(Optional.empty()))));
            early.verify(next.issuers().getFirst().getPublicKey());
            ca.rollOver();
            assertThat(ca.caCertificates()).containsExactlyInAnyOrderElementsOf(next.certificates());
        }
    }

    @Test
    void remembersWhatItWasAsked() throws Exception {
        try (TestCa ca = TestCa.start(config().build())) {
            RawHttp.get(ca.url(), "operation=GetCACaps");
            new Device(ca, Keys.device(1)).enroll();
            assertThat(ca.requests())
                    .extracting(ReceivedOperation::operation)
                    .containsExactly("GetCACaps", "PKIOperation");
            ReceivedOperation enrollment = ca.requests().getLast();
            assertThat(enrollment.method()).isEqualTo("POST");
            assertThat(enrollment.messageType()).contains(MessageType.PKCS_REQ);
            assertThat(enrollment.decision()).contains(CertRep.Status.SUCCESS);
        }
    }

    @Test
    void spoilsTheAnswersAboutCertificatesAndCrls() throws Exception {
        try (TestCa ca = TestCa.start(config().build())) {
            Device device = new Device(ca, Keys.device(1));
            X509Certificate certificate = device.enroll();
            RequestBody crl = new RequestBody.GetCrl(IssuerAndSerial.of(certificate));
            RequestBody cert = new RequestBody.GetCert(IssuerAndSerial.of(certificate));
            ca.fault(Fault.CRL_MISSING);
            assertThat(Device.content(device.send(crl)).crls()).isEmpty();
            assertThat(Device.certificate(device.send(cert))).isEqualTo(certificate);
            ca.fault(Fault.CRL_EXPIRED);
            assertThat(crl(device, crl).getNextUpdate()).isBefore(Instant.now());
            ca.fault(Fault.CRL_BY_NAMESAKE);
            X509CRL forged = crl(device, crl);
            assertThat(forged.getIssuerX500Principal()).isEqualTo(ca.issuer().getSubjectX500Principal());
            assertThatThrownBy(() -> forged.verify(ca.issuer().getPublicKey())).isInstanceOf(SignatureException.class);
            ca.fault(Fault.CRL_BY_STRANGER);
            assertThat(crl(device, crl).getIssuerX500Principal())
                    .isNotEqualTo(ca.issuer().getSubjectX500Principal());
            ca.fault(Fault.CERT_IS_ANOTHER);
            assertThat(Device.certificate(device.send(cert))).isNotEqualTo(certificate);
            ca.fault(Fault.CERT_MISSING);
            assertThat(Device.content(device.send(cert)).certificates()).isEmpty();
        }
    }
}
