package org.scepclient.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.TrustException;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;

/** RFC 8894 §2.2: only certificates of the server that chain to the expected certificate are trusted. */
class PinningTest {
    private static final Identity ROOT =
            TestCertificate.of("CN=Root", TestKeys.rsa("root")).ca().selfSigned();
    private static final Identity ISSUING =
            TestCertificate.of("CN=Issuing", TestKeys.rsa("issuing")).ca().issuedBy(ROOT);
    private static final Identity LOWER =
            TestCertificate.of("CN=Lower", TestKeys.rsa("lower")).ca().issuedBy(ISSUING);
    private static final Identity AUTHORITY = TestCertificate.of("CN=RA", TestKeys.rsa("ra"))
            .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
            .issuedBy(ISSUING);
    private static final Identity STRANGER =
            TestCertificate.of("CN=Issuing", TestKeys.rsa("stranger")).ca().selfSigned();

    private static CaCertificates pinned(Identity expected, Identity... fetched) throws TrustException {
        return selected(expected, fetched).ca();
    }

    private static CaSelection selected(Identity expected, Identity... fetched) throws TrustException {
        List<X509Certificate> all =
                List.of(fetched).stream().map(Identity::certificate).toList();
        return CaCertificates.pinned(
                all, Fingerprint.of(expected.certificate(), DigestAlgorithm.SHA256), TestCertificate.RULES);
    }

    @Test
    void trustsWhatChainsToThePinnedRoot() throws TrustException {
        CaCertificates ca = pinned(ROOT, AUTHORITY, ISSUING, ROOT, LOWER);
        assertThat(ca.anchors()).containsExactly(ROOT.certificate());
        assertThat(ca.replyVerifiers(TestCertificate.RULES))
                .containsExactly(
                        AUTHORITY.certificate(), ISSUING.certificate(), ROOT.certificate(), LOWER.certificate());
        assertThat(ca.encryptionRecipient(TestCertificate.RULES)).isEqualTo(AUTHORITY.certificate());
    }

    @Test
    void trustsNothingAboveAPinnedIntermediate() throws TrustException {
        assertIgnored(ISSUING, List.of(ROOT, ISSUING, AUTHORITY), ROOT);
        CaCertificates ca = pinned(ISSUING, ROOT, ISSUING, AUTHORITY);
        assertThat(ca.replyVerifiers(TestCertificate.RULES))
                .containsExactly(ISSUING.certificate(), AUTHORITY.certificate());
    }

    @ParameterizedTest
    @EnumSource(
            value = DigestAlgorithm.class,
            names = {"SHA1", "SHA256", "SHA512"})
    void printsActualAndExpectedFingerprintsReadyToPaste(DigestAlgorithm digest) {
        Fingerprint expected = Fingerprint.of(STRANGER.certificate(), digest);
        List<X509Certificate> fetched = List.of(ROOT.certificate(), ISSUING.certificate());
        assertThatThrownBy(() -> CaCertificates.pinned(fetched, expected, TestCertificate.RULES))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FINGERPRINT))
                .hasMessageContaining(expected.toString())
                .hasMessageContaining(Fingerprint.of(ROOT.certificate(), digest).toString())
                .hasMessageContaining(
                        Fingerprint.of(ISSUING.certificate(), digest).toString());
        assertThat(Fingerprint.parse("here", expected.toString())).isEqualTo(expected);
    }

    @Test
    void ignoresACertificateThatDoesNotChainToThePinnedOne() throws TrustException {
        assertIgnored(ROOT, List.of(ROOT, ISSUING, STRANGER), STRANGER);
        assertIgnored(ISSUING, List.of(STRANGER, ISSUING), STRANGER);
    }

    @Test
    void ignoresACertificateWhoseIssuerIsMissing() throws TrustException {
        assertIgnored(ROOT, List.of(ROOT, AUTHORITY), AUTHORITY);
    }

    @Test
    void ignoresACertificateIssuedByANonCa() throws TrustException {
        Identity device = TestCertificate.of("CN=Device", TestKeys.rsa("client"))
                .usage(KeyUsage.digitalSignature)
                .issuedBy(ROOT);
        Identity forged = TestCertificate.of("CN=RA", TestKeys.rsa("ra")).issuedBy(device);
        assertIgnored(ROOT, List.of(ROOT, device, forged), forged);
    }

    @Test
    void ignoresACaThatThePathLengthOfItsIssuerForbids() throws TrustException {
        Identity limited =
                TestCertificate.of("CN=Limited", TestKeys.rsa("limited")).ca(0).issuedBy(ROOT);
        Identity below =
                TestCertificate.of("CN=Below", TestKeys.rsa("below")).ca().issuedBy(limited);
        Identity authority = TestCertificate.of("CN=RA", TestKeys.rsa("ra")).issuedBy(below);
        assertIgnored(ROOT, List.of(ROOT, limited, below), below);
        assertIgnored(ROOT, List.of(ROOT, limited, below, authority), below, authority);
        Identity one =
                TestCertificate.of("CN=One", TestKeys.rsa("limited")).ca(1).issuedBy(ROOT);
        Identity two = TestCertificate.of("CN=Two", TestKeys.rsa("below")).ca().issuedBy(one);
        Identity three =
                TestCertificate.of("CN=Three", TestKeys.rsa("lower")).ca().issuedBy(two);
        assertIgnored(ROOT, List.of(ROOT, one, two, three), three);
    }

    @Test
    void ignoresACaBelowARootThatMayNotIssueAny() throws TrustException {
        Identity root = TestCertificate.of("CN=Only devices", TestKeys.rsa("root"))
                .ca(0)
                .selfSigned();
        Identity below =
                TestCertificate.of("CN=Below", TestKeys.rsa("below")).ca().issuedBy(root);
        assertIgnored(root, List.of(root, below), below);
    }

    @Test
    void ignoresACertificateBelowAnExpiredIntermediate() throws TrustException {
        Identity expired = TestCertificate.of("CN=Issuing", TestKeys.rsa("issuing"))
                .ca()
                .expired()
                .issuedBy(ROOT);
        assertIgnored(ROOT, List.of(ROOT, expired, AUTHORITY), AUTHORITY);
    }

    private static void assertIgnored(Identity expected, List<Identity> fetched, Identity... aside)
            throws TrustException {
        CaSelection selection = selected(expected, fetched.toArray(Identity[]::new));
        assertThat(selection.ignored())
                .containsExactly(Stream.of(aside).map(Identity::certificate).toArray(X509Certificate[]::new));
        assertThat(selection.ca().certificates()).doesNotContainAnyElementsOf(selection.ignored());
        for (Identity one : aside) {
            assertThat(selection.notices())
                    .anyMatch(line -> line.contains(Fingerprint.of(one.certificate(), DigestAlgorithm.SHA256)
                            .toString()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AB", "zz", "ABC", "00112233445566778899AABBCCDDEEFF", "not hex at all"})
    void refusesAnInvalidFingerprintAndNamesThePlace(String text) {
        assertThatThrownBy(() -> Fingerprint.parse("--ca-fingerprint", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("--ca-fingerprint: ");
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '"', delimiter = '|', textBlock = """
                    ""                                       | it has no digits
                    SHA256 Fingerprint=                      | it has no digits
                    AB                                       | it has 2 digits and may be the certificate's serial number
                    4C:00:00:00:02:9A:8E                     | it has 14 digits and may be the certificate's serial number
                    ABC                                      | it has an odd number of digits (3)
                    00112233445566778899AABBCCDDEEFF         | its 32 digits are those of MD5
                    MD5 Fingerprint=00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF | its 32 digits are those of MD5
                    00112233445566778899aabbccddeeff0011223344556677  | it has 48 digits
                    SHA256:uLMpJyWK3w5dRO2DP0tmVCbRZ1cy3LHBmNHVvlE5bmw | it is Base64, as printed by ssh
                    0O:12                                    | 'O' is not a hexadecimal digit
                    SHA256 Fingerprint=00112233445566778899aabbccddeeff00112233 | it is labeled SHA256 but has the 40 digits of SHA-1
                    -----BEGIN CERTIFICATE-----              | it is a whole certificate or key
                    \uFF11\uFF12                             | U+FF11 is not a hexadecimal digit
                    """)
    void reportsTheFaultOfAFingerprint(String text, String reason) {
        assertThatThrownBy(() -> Fingerprint.parse("--ca-fingerprint", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("--ca-fingerprint: ")
                .hasMessageContaining("is not a certificate fingerprint: " + reason);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SHA256 Fingerprint=%s",
                "sha256 Fingerprint=%s",
                "SHA-256: %s",
                "sha256:%s",
                "SHA-256 %s",
                "SHA2-256(stdin)= %s",
                "Fingerprint (SHA-256): %s",
                "Thumbprint: %s",
                "X509 fingerprint: %s",
                "\u200e%s",
                "\uFEFF%s\u200B",
                " \u00a0%s\u202f\n",
            })
    void readsAFingerprintWithPastedText(String form) {
        Fingerprint expected = Fingerprint.of(ROOT.certificate(), DigestAlgorithm.SHA256);
        for (String digits : List.of(
                expected.toString(),
                expected.toString().replace(':', '-'),
                expected.value().toHex())) {
            assertThat(Fingerprint.parse("here", form.formatted(digits))).isEqualTo(expected);
        }
    }

    @Test
    void readsFingerprintsInTheFormsOfOtherTools() {
        Fingerprint expected = Fingerprint.of(ROOT.certificate(), DigestAlgorithm.SHA256);
        String colons = expected.toString();
        String hex = expected.value().toHex();
        for (String form : List.of(colons, colons.toLowerCase(java.util.Locale.ROOT), hex, colons.replace(':', ' '))) {
            assertThat(Fingerprint.parse("here", form)).isEqualTo(expected);
        }
    }
}
