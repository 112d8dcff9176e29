package org.scepclient.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.TrustException;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;

/** The roles of a CA's certificates, which do not depend on their order. */
class RolesTest {
    private static final Identity CA = TestCertificate.of("CN=CA", TestKeys.rsa("ca"))
            .ca()
            .serial(BigInteger.ONE)
            .selfSigned();
    private static final Identity EC_CA =
            TestCertificate.of("CN=EC CA", TestKeys.ec("ca")).ca().selfSigned();
    private static final Identity SIGNING = TestCertificate.of("CN=RA", TestKeys.rsa("ra"))
            .usage(KeyUsage.digitalSignature)
            .issuedBy(CA);
    private static final Identity ENCIPHERING = TestCertificate.of("CN=RA", TestKeys.rsa("ra2"))
            .usage(KeyUsage.keyEncipherment)
            .issuedBy(CA);
    private static final Identity BOTH = TestCertificate.of("CN=RA", TestKeys.rsa("ra3"))
            .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
            .issuedBy(CA);
    private static final Identity NO_USAGE =
            TestCertificate.of("CN=RA", TestKeys.rsa("ra4")).issuedBy(CA);
    private static final Identity SAME_SERIAL = TestCertificate.of("CN=RA", TestKeys.rsa("ra"))
            .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
            .serial(BigInteger.ONE)
            .issuedBy(CA);
    private static final Identity EC_RA = TestCertificate.of("CN=RA", TestKeys.ec("ra"))
            .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
            .issuedBy(EC_CA);
    private static final Identity RSA_BY_EC = TestCertificate.of("CN=RA", TestKeys.rsa("ra"))
            .usage(KeyUsage.keyEncipherment)
            .issuedBy(EC_CA);
    private static final Identity EXPIRED = TestCertificate.of("CN=RA", TestKeys.rsa("ra5"))
            .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
            .expired()
            .issuedBy(CA);
    private static final Identity NEWER = TestCertificate.of("CN=RA", TestKeys.rsa("ra2"))
            .usage(KeyUsage.keyEncipherment)
            .valid(TestCertificate.NOW.minus(Duration.ofHours(1)), TestCertificate.NOW.plus(Duration.ofDays(3)))
            .issuedBy(CA);
    private static final Identity ISSUING =
            TestCertificate.of("CN=Issuing", TestKeys.rsa("issuing")).ca().issuedBy(CA);
    private static final Identity EC_ISSUING =
            TestCertificate.of("CN=EC issuing", TestKeys.ec("issuing")).ca().issuedBy(CA);

    static Stream<Arguments> recipients() {
        return Stream.of(
                Arguments.of("one CA", CA, List.of(CA)),
                Arguments.of("an RA that enciphers before its CA", ENCIPHERING, List.of(CA, ENCIPHERING)),
                Arguments.of(
                        "of two RAs with one name the one that enciphers",
                        ENCIPHERING,
                        List.of(CA, SIGNING, ENCIPHERING)),
                Arguments.of("an RA for both", BOTH, List.of(CA, BOTH)),
                Arguments.of("an RA without keyUsage before the CA", NO_USAGE, List.of(CA, NO_USAGE)),
                Arguments.of(
                        "an RA that enciphers before one without keyUsage",
                        ENCIPHERING,
                        List.of(CA, NO_USAGE, ENCIPHERING)),
                Arguments.of("the CA where the RA only signs", CA, List.of(CA, SIGNING)),
                Arguments.of("an RA that shares the CA's serial number", SAME_SERIAL, List.of(CA, SAME_SERIAL)),
                Arguments.of("an RSA RA under an EC CA", RSA_BY_EC, List.of(EC_CA, RSA_BY_EC)),
                Arguments.of("an RSA RA before an EC RA", RSA_BY_EC, List.of(EC_CA, EC_RA, RSA_BY_EC)),
                Arguments.of("the lowest CA", ISSUING, List.of(CA, ISSUING)),
                Arguments.of("an RSA root above an EC CA", CA, List.of(CA, EC_ISSUING)),
                Arguments.of("the RA in its validity", ENCIPHERING, List.of(CA, EXPIRED, ENCIPHERING)),
                Arguments.of("of two generations the newer", NEWER, List.of(CA, ENCIPHERING, NEWER)),
                Arguments.of("an RA alone", BOTH, List.of(BOTH)),
                Arguments.of("an EC CA where nothing has an RSA key", EC_CA, List.of(EC_CA)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("recipients")
    void encryptsTo(String name, Identity expected, List<Identity> all) throws TrustException {
        for (List<Identity> order : permutations(all)) {
            assertThat(trusted(order).encryptionRecipient(TestCertificate.RULES))
                    .as(name)
                    .isEqualTo(expected.certificate());
        }
    }

    static Stream<Arguments> verifiers() {
        return Stream.of(
                Arguments.of("a CA", List.of(CA), List.of(CA)),
                Arguments.of("a CA and the RA that signs", List.of(CA, SIGNING), List.of(CA, SIGNING, ENCIPHERING)),
                Arguments.of("an RA without keyUsage", List.of(CA, NO_USAGE), List.of(CA, NO_USAGE)),
                Arguments.of("no expired RA", List.of(CA), List.of(CA, EXPIRED)),
                Arguments.of("CA and RA with one serial number", List.of(CA, SAME_SERIAL), List.of(CA, SAME_SERIAL)),
                Arguments.of("an EC CA and its RA", List.of(EC_CA, EC_RA), List.of(EC_CA, EC_RA)),
                Arguments.of("a CA above the issuing one", List.of(CA, ISSUING), List.of(CA, ISSUING)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("verifiers")
    void repliesAreVerifiedWith(String name, List<Identity> expected, List<Identity> all) throws TrustException {
        for (List<Identity> order : permutations(all)) {
            assertThat(trusted(order).replyVerifiers(TestCertificate.RULES))
                    .as(name)
                    .containsExactlyInAnyOrderElementsOf(
                            expected.stream().map(Identity::certificate).toList());
        }
    }

    @Test
    void issuesWithTheLowestCaAndNeverTheRegistrationAuthority() throws TrustException {
        for (List<Identity> order : permutations(List.of(CA, ISSUING, BOTH, SIGNING))) {
            assertThat(trusted(order).issuerName())
                    .isEqualTo(ISSUING.certificate().getSubjectX500Principal());
        }
        assertThat(trusted(List.of(BOTH)).issuerName())
                .isEqualTo(CA.certificate().getSubjectX500Principal());
    }

    @Test
    void refusesToEncryptToAnExpiredCertificate() {
        assertThatThrownBy(() -> trusted(List.of(CA, EXPIRED)).encryptionRecipient(TestCertificate.RULES))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNTRUSTED))
                .hasMessageContaining("clock");
    }

    @Test
    void refusesASetWithoutARecipient() {
        assertThatThrownBy(() -> trusted(List.of(SIGNING)).encryptionRecipient(TestCertificate.RULES))
                .isInstanceOf(TrustException.class)
                .hasMessageContaining("keyEncipherment");
    }

    @Test
    void refusesAnEmptySet() {
        assertThatThrownBy(() -> CaCertificates.trusted(List.of())).isInstanceOf(TrustException.class);
    }

    @Test
    void trustsBothGenerationsOfARootWithOneKey() throws TrustException {
        Identity old =
                TestCertificate.of("CN=CA", TestKeys.rsa("ca")).ca().expired().selfSigned();
        Identity device =
                TestCertificate.of("CN=device", TestKeys.rsa("client")).issuedBy(CA);
        for (List<Identity> order : permutations(List.of(old, CA))) {
            CaCertificates ca = trusted(order);
            assertThat(ca.anchors()).containsExactlyInAnyOrder(old.certificate(), CA.certificate());
            assertThat(ca.encryptionRecipient(TestCertificate.RULES)).isEqualTo(CA.certificate());
            assertThat(ca.paths(List.of()).trusts(device.certificate(), TestCertificate.RULES))
                    .isTrue();
        }
    }

    @Test
    void ignoresAnUnrelatedCaInTheFile() throws TrustException {
        for (List<Identity> order : permutations(List.of(EC_CA, CA, BOTH))) {
            CaCertificates ca = trusted(order);
            assertThat(ca.anchors()).containsExactlyInAnyOrder(CA.certificate(), EC_CA.certificate());
            assertThat(ca.encryptionRecipient(TestCertificate.RULES)).isEqualTo(BOTH.certificate());
        }
    }

    private static CaCertificates trusted(List<Identity> all) throws TrustException {
        return CaCertificates.trusted(all.stream().map(Identity::certificate).toList());
    }

    private static List<List<Identity>> permutations(List<Identity> all) {
        if (all.size() < 2) {
            return List.of(all);
        }
        List<List<Identity>> orders = new ArrayList<>();
        for (int first = 0; first < all.size(); first++) {
            List<Identity> rest = new ArrayList<>(all);
            Identity one = rest.remove(first);
            for (List<Identity> order : permutations(rest)) {
                orders.add(Stream.concat(Stream.of(one), order.stream()).toList());
            }
        }
        return orders;
    }
}
