package org.scepclient.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.scepclient.cms.CertificatesOnly;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;

/** Selection and checks of the granted certificate in a SUCCESS (RFC 8894 §3.3.2.1). */
class IssuedCertificateTest {
    private static final Instant NOW = TestCertificate.NOW;
    private static final Identity ROOT =
            TestCertificate.of("CN=Root", TestKeys.rsa("root")).ca().selfSigned();
    private static final Identity ISSUING =
            TestCertificate.of("CN=Issuing", TestKeys.rsa("issuing")).ca().issuedBy(ROOT);
    private static final Identity STRANGER =
            TestCertificate.of("CN=Issuing", TestKeys.rsa("stranger")).ca().selfSigned();
    private static final Identity LEAF = leaf().issuedBy(ISSUING);
    private static final Identity AUTHORITY = TestCertificate.of("CN=RA", TestKeys.rsa("ra"))
            .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
            .issuedBy(ISSUING);

    private static TestCertificate leaf() {
        return TestCertificate.of("CN=router", TestKeys.rsa("client"));
    }

    private static List<X509Certificate> certificates(Identity... all) {
        return Stream.of(all).map(Identity::certificate).toList();
    }

    private static CaCertificates trusted(Identity... all) throws ScepException {
        return CaCertificates.trusted(certificates(all));
    }

    private static IssuedCertificate select(CaCertificates ca, Identity... reply) throws ScepException {
        return IssuedCertificate.select(
                CertificatesOnly.ofCertificates(certificates(reply)),
                TestKeys.rsa("client").getPublic(),
                ca,
                TestCertificate.RULES);
    }

    private static void assertRefused(String message, CaCertificates ca, Identity... reply) {
        assertThatThrownBy(() -> select(ca, reply))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CERTIFICATE_REFUSED))
                .hasMessageContaining(message);
    }

    @Test
    void findsTheCertificateByItsKeyInAnyPosition() throws ScepException {
        List<Identity[]> replies = List.of(
                new Identity[] {LEAF},
                new Identity[] {LEAF, ISSUING, ROOT},
                new Identity[] {ISSUING, ROOT, LEAF},
                new Identity[] {ROOT, LEAF, ISSUING, AUTHORITY},
                new Identity[] {LEAF, LEAF, ISSUING, ISSUING});
        for (Identity[] reply : replies) {
            IssuedCertificate issued = select(trusted(ISSUING, ROOT), reply);
            assertThat(issued.certificate()).isEqualTo(LEAF.certificate());
            assertThat(issued.chain()).containsExactly(ISSUING.certificate(), ROOT.certificate());
        }
    }

    @Test
    void findsIntermediatesThatOnlyTheReplyHas() throws ScepException {
        assertThat(select(trusted(ROOT), ISSUING, LEAF).chain())
                .containsExactly(ISSUING.certificate(), ROOT.certificate());
        assertRefused("not issued by the configured CA", trusted(ROOT), LEAF);
    }

    @Test
    void acceptsACertificateOfAnEcCa() throws ScepException {
        Identity ec = TestCertificate.of("CN=EC", TestKeys.ec("ca")).ca().selfSigned();
        Identity issued = leaf().issuedBy(ec);
        assertThat(select(trusted(ec), issued).certificate()).isEqualTo(issued.certificate());
    }

    @Test
    void refusesACertificateForAnotherKey() throws ScepException {
        Identity other = TestCertificate.of("CN=router", TestKeys.rsa("other")).issuedBy(ISSUING);
        assertRefused("for the requested key", trusted(ISSUING, ROOT), other, ISSUING);
    }

    @Test
    void refusesAReplyWithoutCertificates() throws ScepException {
        CaCertificates ca = trusted(ROOT);
        assertThatThrownBy(() -> select(ca))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_IN_REPLY));
    }

    @Test
    void refusesACertificateOfAnotherCaWithTheSameName() throws ScepException {
        Identity forged = leaf().issuedBy(STRANGER);
        assertRefused("not issued by the configured CA", trusted(ISSUING, ROOT), forged);
        assertRefused("not issued by the configured CA", trusted(ISSUING, ROOT), forged, STRANGER);
    }

    @Test
    void refusesASelfSignedCertificate() throws ScepException {
        assertRefused("not issued by the configured CA", trusted(ISSUING, ROOT), leaf().selfSigned());
    }

    @Test
    void refusesACertificateThatADeviceIssued() throws ScepException {
        Identity device = TestCertificate.of("CN=device", TestKeys.rsa("other")).issuedBy(ISSUING);
        assertRefused("not issued", trusted(ISSUING, ROOT), leaf().issuedBy(device), device);
    }

    @Test
    void refusesACertificateOfACaThatMayNotSignCertificates() throws ScepException {
        Identity crlOnly = TestCertificate.of("CN=CRL", TestKeys.rsa("crl"))
                .ca()
                .usage(KeyUsage.cRLSign)
                .issuedBy(ROOT);
        assertRefused("not issued", trusted(ROOT, crlOnly), leaf().issuedBy(crlOnly));
    }

    @Test
    void refusesACaCertificate() throws ScepException {
        assertRefused("is a CA certificate", trusted(ISSUING, ROOT), leaf().ca().issuedBy(ISSUING));
    }

    @Test
    void refusesAnExpiredCertificateAndOneFromTheFuture() throws ScepException {
        assertRefused("clock", trusted(ISSUING, ROOT), leaf().expired().issuedBy(ISSUING));
        PathRules nanoseconds = TestCertificate.RULES.at(NOW.plusNanos(123_456_789));
        assertThatThrownBy(() -> IssuedCertificate.select(
                        CertificatesOnly.ofCertificates(
                                certificates(leaf().expired().issuedBy(ISSUING))),
                        TestKeys.rsa("client").getPublic(),
                        trusted(ISSUING, ROOT),
                        nanoseconds))
                .hasMessageContaining(", and now is " + NOW + "; check");
        Identity future = leaf().valid(NOW.plus(Duration.ofMinutes(6)), NOW.plus(Duration.ofDays(9)))
                .issuedBy(ISSUING);
        assertRefused("clock", trusted(ISSUING, ROOT), future);
    }

    @Test
    void acceptsACertificateThatBecomesValidNowOrSoon() throws ScepException {
        for (Duration ahead : List.of(Duration.ZERO, Duration.ofMinutes(5))) {
            Identity fresh =
                    leaf().valid(NOW.plus(ahead), NOW.plus(Duration.ofDays(9))).issuedBy(ISSUING);
            assertThat(select(trusted(ISSUING, ROOT), fresh).certificate()).isEqualTo(fresh.certificate());
        }
    }

    @Test
    void selectsTheNewestOfSeveralForTheSameKey() throws ScepException {
        Identity old = leaf().valid(NOW.minus(Duration.ofDays(300)), NOW.plus(Duration.ofDays(700)))
                .issuedBy(ISSUING);
        assertThat(select(trusted(ISSUING, ROOT), old, LEAF).certificate()).isEqualTo(LEAF.certificate());
        assertThat(select(trusted(ISSUING, ROOT), LEAF, old).certificate()).isEqualTo(LEAF.certificate());
    }

    @Test
    void skipsTheSelfSignedCertificateOfTheClientInTheReply() throws ScepException {
        Identity own = leaf().valid(NOW, NOW.plus(Duration.ofDays(4000))).selfSigned();
        assertThat(select(trusted(ISSUING, ROOT), own, LEAF).certificate()).isEqualTo(LEAF.certificate());
    }

    @Test
    void refusesACertificateOfAnExpiredCa() throws ScepException {
        Identity expired =
                TestCertificate.of("CN=Old", TestKeys.rsa("old")).ca().expired().selfSigned();
        assertRefused("trust anchor", trusted(expired), leaf().issuedBy(expired));
    }

    @Test
    void refusesACertificateBelowACaThatAPathLengthForbids() throws ScepException {
        Identity limited =
                TestCertificate.of("CN=Limited", TestKeys.rsa("limited")).ca(0).issuedBy(ROOT);
        Identity below =
                TestCertificate.of("CN=Below", TestKeys.rsa("below")).ca().issuedBy(limited);
        assertRefused("path length", trusted(ROOT), leaf().issuedBy(below), below, limited);
        assertThat(select(trusted(ROOT), leaf().issuedBy(limited), limited).chain())
                .hasSize(2);
    }

    @Test
    void trustsTheIssuerOfTheOnlyConfiguredAuthorityFromTheReply() throws ScepException {
        assertThat(select(trusted(AUTHORITY), LEAF, ISSUING).chain()).containsExactly(ISSUING.certificate());
    }

    @Test
    void trustsNoOtherCaFromTheReplyIfOnlyAnAuthorityIsConfigured() throws ScepException {
        assertRefused("not issued", trusted(AUTHORITY), LEAF);
        assertRefused("not issued", trusted(AUTHORITY), leaf().issuedBy(STRANGER), STRANGER);
        assertRefused("not issued", trusted(AUTHORITY), leaf().issuedBy(ROOT), ROOT, ISSUING);
        assertRefused("not issued", trusted(AUTHORITY), leaf().issuedBy(AUTHORITY), AUTHORITY, ISSUING);
        Identity other =
                TestCertificate.of("CN=other", TestKeys.rsa("other")).ca().selfSigned();
        assertRefused("not issued", trusted(AUTHORITY, other), LEAF, ISSUING);
    }
}
