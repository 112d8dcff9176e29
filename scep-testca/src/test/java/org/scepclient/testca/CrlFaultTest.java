package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.cert.X509CRL;
import java.security.cert.X509CRLEntry;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Set;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.x509.IssuingDistributionPoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepclient.cms.CertificateDecoder;
import org.scepclient.error.ScepException;
import org.scepclient.message.IssuerAndSerial;
import org.scepclient.message.RequestBody;
import org.scepclient.testca.fault.Fault;
import org.scepclient.value.Bytes;

/** CRLs that do not cover a certificate, from GetCRL and from the distribution point. */
class CrlFaultTest {
    private static final String SCOPE = "2.5.29.28";
    private static final String DELTA = "2.5.29.27";
    private static TestCa ca;
    private static X509Certificate certificate;

    @BeforeAll
    static void start() throws Exception {
        Keys.prepareStranger();
        ca = TestCa.start(TestCaConfig.builder().keys(Keys.CA).build());
        certificate = new Device(ca, Keys.device(1)).enroll();
    }

    @AfterAll
    static void stop() {
        ca.close();
    }

    private static RawHttp.Answer published() throws IOException {
        return RawHttp.exchange(ca.url().resolve("/ca.crl"), "GET", Bytes.empty());
    }

    /** Requires the CA's signature in both places, so that only the scope can be the reason for a refusal. */
    private static X509CRL crl(Fault fault) throws Exception {
        ca.fault(fault);
        X509CRL asked = new CertificateDecoder()
                .crl(Device.content(new Device(ca, Keys.device(1))
                                .send(new RequestBody.GetCrl(IssuerAndSerial.of(certificate))))
                        .crls()
                        .getFirst());
        X509CRL fetched = new CertificateDecoder().crl(published().body());
        ca.noFault();
        asked.verify(ca.issuer().getPublicKey());
        fetched.verify(ca.issuer().getPublicKey());
        assertThat(asked.getCriticalExtensionOIDs()).isEqualTo(fetched.getCriticalExtensionOIDs());
        return fetched;
    }

    private static IssuingDistributionPoint scope(Fault fault) throws Exception {
        X509CRL crl = crl(fault);
        assertThat(crl.getCriticalExtensionOIDs()).isEqualTo(Set.of(SCOPE));
        return IssuingDistributionPoint.getInstance(
                ASN1OctetString.getInstance(crl.getExtensionValue(SCOPE)).getOctets());
    }

    @Test
    void limitsTheScope() throws Exception {
        assertThat(scope(Fault.CRL_FOR_USERS).onlyContainsUserCerts()).isTrue();
        assertThat(scope(Fault.CRL_FOR_CAS).onlyContainsCACerts()).isTrue();
        assertThat(scope(Fault.CRL_FOR_ATTRIBUTE_CERTIFICATES).onlyContainsAttributeCerts())
                .isTrue();
        assertThat(scope(Fault.CRL_INDIRECT).isIndirectCRL()).isTrue();
        assertThat(scope(Fault.CRL_FOR_SOME_REASONS).getOnlySomeReasons()).isNotNull();
        assertThat(scope(Fault.CRL_OF_ANOTHER_DISTRIBUTION_POINT)
                        .getDistributionPoint()
                        .toString())
                .contains("part-7.crl");
    }

    @Test
    void marksADeltaAndUnknownExtensionsAsCritical() throws Exception {
        assertThat(crl(Fault.CRL_DELTA).getCriticalExtensionOIDs()).isEqualTo(Set.of(DELTA));
        assertThat(crl(Fault.CRL_WITH_UNKNOWN_CRITICAL_EXTENSION).getCriticalExtensionOIDs())
                .hasSize(1)
                .doesNotContain(SCOPE, DELTA);
        assertThat(crl(Fault.CRL_ENTRY_WITH_UNKNOWN_CRITICAL_EXTENSION).getRevokedCertificates())
                .singleElement()
                .matches(X509CRLEntry::hasUnsupportedCriticalExtension);
    }

    @Test
    void beginsTomorrow() throws Exception {
        assertThat(crl(Fault.CRL_NOT_YET_VALID).getThisUpdate()).isAfter(Instant.now());
    }

    @ParameterizedTest
    @EnumSource(names = {"CRL_BY_STRANGER", "CRL_BY_NAMESAKE"})
    void publishesTheCrlOfSomebodyElse(Fault fault) throws IOException, ScepException {
        ca.fault(fault);
        X509CRL crl = new CertificateDecoder().crl(published().body());
        ca.noFault();
        assertThat(crl.getIssuerX500Principal().equals(ca.issuer().getSubjectX500Principal()))
                .isEqualTo(fault == Fault.CRL_BY_NAMESAKE);
    }

    @Test
    void publishesNoCrl() throws IOException {
        ca.fault(Fault.CRL_MISSING);
        assertThat(published().status()).isEqualTo(404);
        ca.noFault();
        assertThat(published().status()).isEqualTo(200);
    }
}
