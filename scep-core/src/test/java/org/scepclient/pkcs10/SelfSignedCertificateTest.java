package org.scepclient.pkcs10;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.fixture.TestKeys;
import org.scepclient.value.Secret;

class SelfSignedCertificateTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07.89Z");
    private static final RequestTemplate TEMPLATE = RequestTemplate.of(
                    SubjectName.parse("/C=CZ/O=Žluťoučký+OU=x/CN=router", Optional.empty()))
            .withChallengePassword(Secret.of("secret"));

    private final SelfSignedCertificate maker = new SelfSignedCertificate(new SecureRandom(), DigestAlgorithm.SHA256);

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "EC"})
    void hasTheSubjectAndTheKeyOfTheRequest(String algorithm) throws Exception {
        KeyPair pair = keyPair(algorithm);
        CertificationRequest request = request(pair);

        X509Certificate certificate = maker.issue(request, ProviderKey.of(pair.getPrivate()), Validity.around(NOW));

        byte[] subject = TEMPLATE.subject().der().toArray();
        assertThat(certificate.getSubjectX500Principal().getEncoded()).isEqualTo(subject);
        assertThat(certificate.getIssuerX500Principal().getEncoded()).isEqualTo(subject);
        assertThat(certificate.getPublicKey()).isEqualTo(pair.getPublic());
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getBasicConstraints()).isEqualTo(-1);
        certificate.verify(pair.getPublic());
    }

    @Test
    void hasANameDerivedFromTheKeyForARequestWithoutASubject() throws Exception {
        KeyPair pair = keyPair("EC");
        RequestTemplate nameless = RequestTemplate.of(SubjectName.of(new X500Principal("")))
                .withAlternativeName(AlternativeName.parse("DNS:device.example.com", Optional.empty()));
        CertificationRequest request = request(pair, nameless);
        assertThat(request.subject().getName()).isEmpty();

        X509Certificate certificate = maker.issue(request, ProviderKey.of(pair.getPrivate()), Validity.around(NOW));

        String digest = HexFormat.of()
                .withUpperCase()
                .formatHex(DigestAlgorithm.SHA256.digest(pair.getPublic().getEncoded()));
        // RFC 5280 §4.1.2.4: the issuer is a non-empty name; appendix A.1: a commonName has at most 64 characters
        assertThat(certificate.getIssuerX500Principal().getName()).isEqualTo("CN=" + digest);
        assertThat(certificate.getSubjectX500Principal()).isEqualTo(certificate.getIssuerX500Principal());
        assertThat(digest).hasSize(64);
        certificate.verify(pair.getPublic());
    }

    @ParameterizedTest
    @CsvSource({
        // RFC 8894 §2.3: digitalSignature and keyEncipherment, if available; RFC 8813 §3: keyAgreement for EC keys
        "RSA, 0404030205a0",
        "EC, 040403020388",
    })
    void statesTheUsageOfTheKey(String algorithm, String keyUsage) throws Exception {
        X509Certificate certificate = issue(algorithm, Validity.around(NOW));

        assertThat(certificate.getCriticalExtensionOIDs()).containsExactly("2.5.29.15");
        assertThat(certificate.getNonCriticalExtensionOIDs()).isEmpty();
        assertThat(HexFormat.of().formatHex(certificate.getExtensionValue("2.5.29.15")))
                .isEqualTo(keyUsage);
    }

    @Test
    void isBackDatedByADayAndOutlivesAYearOfPolling() throws Exception {
        X509Certificate certificate = issue("EC", Validity.around(NOW));

        assertThat(certificate.getNotBefore().toInstant()).isEqualTo("2026-03-03T05:06:07Z");
        assertThat(certificate.getNotAfter().toInstant()).isEqualTo("2028-03-03T05:06:07Z");
    }

    @Test
    void worksWithAClockThatIsFarOff() throws Exception {
        for (String now : new String[] {"1970-01-01T00:00:00Z", "2049-06-01T00:00:00Z", "2100-01-01T00:00:00Z"}) {
            X509Certificate certificate = issue("EC", Validity.around(Instant.parse(now)));

            assertThat(Duration.between(certificate.getNotBefore().toInstant(), Instant.parse(now)))
                    .isEqualTo(Duration.ofDays(1));
            assertThat(Duration.between(
                            Instant.parse(now), certificate.getNotAfter().toInstant()))
                    .isEqualTo(Duration.ofDays(730));
        }
    }

    @Test
    void isValidForAnyRequestedTime() throws Exception {
        Instant end = Instant.parse("2050-01-01T00:00:00Z");

        assertThat(issue("EC", new Validity(Instant.EPOCH, end)).getNotAfter()).hasSameTimeAs("2050-01-01T00:00:00Z");
        assertThatIllegalArgumentException().isThrownBy(() -> new Validity(end, NOW));
    }

    @Test
    void hasASerialNumberOfAtMostTwentyOctetsThatIsNeverTheSame() throws Exception {
        BigInteger first = issue("EC", Validity.around(NOW)).getSerialNumber();
        BigInteger second = issue("EC", Validity.around(NOW)).getSerialNumber();

        // RFC 5280 §4.1.2.2
        assertThat(first).isPositive().isNotEqualTo(second);
        assertThat(first.toByteArray().length).isLessThanOrEqualTo(20);
        assertThat(first.bitLength()).isGreaterThan(100);
    }

    @Test
    void hasASerialNumberOfTwentyOctetsFromTheLargestRandomNumber() throws Exception {
        SecureRandom ones = new SecureRandom() {
            private static final long serialVersionUID = 1L;

            @Override
            public void nextBytes(byte[] bytes) {
                Arrays.fill(bytes, (byte) 0xff);
            }
        };
        KeyPair pair = keyPair("EC");

        X509Certificate certificate = new SelfSignedCertificate(ones, DigestAlgorithm.SHA256)
                .issue(request(pair), ProviderKey.of(pair.getPrivate()), Validity.around(NOW));

        assertThat(certificate.getSerialNumber().toByteArray()).hasSize(20);
        assertThat(certificate.getSerialNumber()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({"SHA1, SHA1withRSA", "SHA256, SHA256withRSA", "SHA512, SHA512withRSA"})
    void isSignedWithTheDigestOfTheMessage(DigestAlgorithm digest, String name) throws Exception {
        KeyPair pair = keyPair("RSA");

        X509Certificate certificate = new SelfSignedCertificate(new SecureRandom(), digest)
                .issue(request(pair), ProviderKey.of(pair.getPrivate()), Validity.around(NOW));

        assertThat(certificate.getSigAlgName()).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({"RSA, RSA", "EC, EC", "RSA, EC", "EC, RSA"})
    void refusesAKeyOtherThanThatOfTheRequest(String requested, String given) throws Exception {
        CertificationRequest request = request(keyPair(requested));
        ProviderKey other = ProviderKey.of(keyPair(given).getPrivate());

        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> maker.issue(request, other, Validity.around(NOW)))
                .withMessage("cannot issue the self-signed certificate: the private key is not the key of the request")
                .returns(ErrorCode.SELF_SIGNED, CryptoException::code);
    }

    private X509Certificate issue(String algorithm, Validity validity) throws Exception {
        KeyPair pair = keyPair(algorithm);
        return maker.issue(request(pair), ProviderKey.of(pair.getPrivate()), validity);
    }

    private static CertificationRequest request(KeyPair pair) throws CryptoException {
        return request(pair, TEMPLATE);
    }

    private static CertificationRequest request(KeyPair pair, RequestTemplate template) throws CryptoException {
        return new RequestBuilder(ProviderKey.of(pair.getPrivate()), pair.getPublic(), DigestAlgorithm.SHA256)
                .build(template);
    }

    private static KeyPair keyPair(String algorithm) {
        return algorithm.equals("EC") ? TestKeys.newEc() : TestKeys.newRsa();
    }
}
