package org.scepclient.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.error.TrustException;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;
import org.scepclient.pem.PemReader;
import org.scepclient.pem.PemWriter;

/** The pinned certificate is the trust anchor, also after it was written to a file. */
class TrustAnchorsTest {
    private static final PathRules RULES = TestCertificate.RULES;
    private static final Identity CA =
            TestCertificate.of("CN=Real CA", TestKeys.rsa("ca")).ca().selfSigned();
    private static final Identity FOREIGN =
            TestCertificate.of("CN=Foreign root", TestKeys.rsa("stranger")).ca().selfSigned();
    /** A cross-certificate that anyone with the CA's public key can issue. */
    private static final Identity CROSS =
            TestCertificate.of("CN=Real CA", TestKeys.rsa("ca")).ca().issuedBy(FOREIGN);

    private static final Identity AUTHORITY = TestCertificate.of("CN=RA", TestKeys.rsa("ra"))
            .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
            .issuedBy(CA);

    private static List<X509Certificate> certificates(Identity... all) {
        return Stream.of(all).map(Identity::certificate).toList();
    }

    private static Fingerprint fingerprint(Identity one) {
        return Fingerprint.of(one.certificate(), DigestAlgorithm.SHA256);
    }

    private static CaCertificates throughAFile(CaCertificates ca) throws StorageException, TrustException {
        return CaCertificatesPem.read(CaCertificatesPem.write(ca), "ca.pem").trusted();
    }

    @Test
    void acceptsNoForeignRootByACrossCertificateOfThePinnedKey() throws ScepException {
        for (List<X509Certificate> order : orders(certificates(CA, CROSS, FOREIGN))) {
            CaSelection selection = CaCertificates.pinned(order, fingerprint(CA), RULES);
            assertThat(selection.ignored()).containsExactlyInAnyOrderElementsOf(certificates(CROSS, FOREIGN));
            for (CaCertificates ca : List.of(selection.ca(), throughAFile(selection.ca()))) {
                assertThat(ca.certificates()).containsExactly(CA.certificate());
                assertThat(ca.anchors()).containsExactly(CA.certificate());
            }
        }
    }

    @Test
    void readsTheAnchorsAndThePinnedAuthorityFromAFile() throws ScepException {
        Identity root = TestCertificate.of("CN=Root", TestKeys.rsa("root")).ca().selfSigned();
        Identity issuing =
                TestCertificate.of("CN=Issuing", TestKeys.rsa("issuing")).ca().issuedBy(root);
        Identity authority = TestCertificate.of("CN=RA", TestKeys.rsa("ra")).issuedBy(issuing);
        CaSelection selection = CaCertificates.pinned(certificates(authority, issuing, root), fingerprint(root), RULES);
        assertThat(throughAFile(selection.ca())).isEqualTo(selection.ca());
        CaCertificates pinned =
                selection.withAuthorities(List.of(fingerprint(authority))).ca();
        assertThat(pinned.authorities()).containsExactly(authority.certificate());
        assertThat(throughAFile(pinned)).isEqualTo(pinned);
        CaSelection intermediate =
                CaCertificates.pinned(certificates(authority, issuing, root), fingerprint(issuing), RULES);
        assertThat(throughAFile(intermediate.ca()).anchors()).containsExactly(issuing.certificate());
    }

    @Test
    void keepsTheMarksThroughEditorsAndOtherPrograms() throws ScepException {
        CaCertificates ca = CaCertificates.pinned(certificates(AUTHORITY, CA), fingerprint(CA), RULES)
                .ca();
        String text = CaCertificatesPem.write(ca);
        assertThat(CaCertificatesPem.read(text.replace("\n", "\r\n"), "ca.pem").trusted())
                .isEqualTo(ca);
        assertThat(PemReader.of(text, "ca.pem").certificates()).isEqualTo(ca.certificates());
        assertThat(text)
                .startsWith(PemWriter.certificate(AUTHORITY.certificate()) + "# scep: trust anchor\n-----BEGIN");
    }

    @Test
    void trustsTheCasOfAFileWithoutMarks() throws ScepException {
        String text = PemWriter.certificates(certificates(CA, AUTHORITY));
        CaCertificates ca = CaCertificatesPem.read(text, "ca.pem").trusted();
        assertThat(ca.anchors()).containsExactly(CA.certificate());
        assertThat(ca.replyVerifiers(RULES)).containsExactlyElementsOf(certificates(CA, AUTHORITY));
    }

    @Test
    void trustsOnlyTheNamedOneOfNumberedFilesWithoutMarks() throws ScepException {
        CaCertificatesPem beside =
                CaCertificatesPem.read(PemWriter.certificates(certificates(CA, CROSS, FOREIGN, AUTHORITY)), "ca.crt");
        CaCertificates named = CaCertificatesPem.read(PemWriter.certificate(CA.certificate()), "ca.crt-0")
                .trustedWith(beside, RULES);
        assertThat(named.anchors()).containsExactly(CA.certificate());
        assertThat(named.certificates()).containsExactlyInAnyOrderElementsOf(certificates(CA, AUTHORITY));
        CaCertificates authority = CaCertificatesPem.read(PemWriter.certificate(AUTHORITY.certificate()), "ca.crt-3")
                .trustedWith(beside, RULES);
        assertThat(authority.anchors()).contains(AUTHORITY.certificate(), CA.certificate());
        assertThat(authority.certificates()).doesNotContain(FOREIGN.certificate());
    }

    @Test
    void trustsExactlyOneCertificateAtTheFirstContact() throws TrustException {
        Identity other =
                TestCertificate.of("CN=Other", TestKeys.rsa("other")).ca().selfSigned();
        for (List<X509Certificate> order : orders(certificates(other, AUTHORITY, CA))) {
            CaSelection first = CaCertificates.firstContact(order, RULES);
            assertThat(first.ca().anchors()).containsExactly(CA.certificate());
            assertThat(first.ignored()).containsExactly(other.certificate());
        }
    }

    @Test
    void allowsAFirstContactBelowAnExpiredCertificate() throws TrustException {
        Identity root = TestCertificate.of("CN=Root", TestKeys.rsa("root"))
                .ca()
                .expired()
                .selfSigned();
        Identity issuing =
                TestCertificate.of("CN=Issuing", TestKeys.rsa("issuing")).ca().issuedBy(root);
        for (List<X509Certificate> order : orders(certificates(root, issuing))) {
            assertThat(CaCertificates.firstContact(order, RULES).ca().anchors()).containsExactly(issuing.certificate());
            assertThat(CaCertificates.trusted(order).vouchesForCa(issuing.certificate(), RULES))
                    .isTrue();
        }
    }

    @Test
    void encryptsToThePinnedOrNewerOfTwoGenerations() throws TrustException {
        Identity newer = TestCertificate.of("CN=Real CA", TestKeys.rsa("ca"))
                .ca()
                .valid(TestCertificate.NOW.minus(Duration.ofHours(1)), TestCertificate.NOW.plus(Duration.ofDays(999)))
                .selfSigned();
        for (List<X509Certificate> order : orders(certificates(CA, newer))) {
            assertThat(CaCertificates.trusted(order).encryptionRecipient(RULES)).isEqualTo(newer.certificate());
            assertThat(CaCertificates.firstContact(order, RULES).ca().encryptionRecipient(RULES))
                    .isEqualTo(newer.certificate());
            for (Identity pin : List.of(CA, newer)) {
                CaCertificates pinned =
                        CaCertificates.pinned(order, fingerprint(pin), RULES).ca();
                assertThat(pinned.encryptionRecipient(RULES)).isEqualTo(pin.certificate());
                assertThat(pinned.replyVerifiers(RULES)).containsExactlyInAnyOrderElementsOf(order);
            }
        }
    }

    @Test
    void recognizesACaByCertificatesBelowItAndByItsRenewedCertificate() throws TrustException {
        CaCertificates known =
                CaCertificates.pinned(certificates(CA), fingerprint(CA), RULES).ca();
        Identity renewed =
                TestCertificate.of("CN=Real CA", TestKeys.rsa("ca")).ca().selfSigned();
        assertThat(known.recognized(certificates(renewed), RULES)
                        .orElseThrow()
                        .ca()
                        .anchors())
                .containsExactly(renewed.certificate());
        CaSelection below =
                known.recognized(certificates(AUTHORITY, FOREIGN, CROSS), RULES).orElseThrow();
        assertThat(below.ca().anchors()).containsExactly(CA.certificate());
        assertThat(below.ignored()).containsExactlyElementsOf(certificates(FOREIGN, CROSS));
        Identity rekeyed =
                TestCertificate.of("CN=Real CA", TestKeys.rsa("other")).ca().selfSigned();
        assertThat(known.recognized(certificates(rekeyed), RULES)).isEmpty();
        assertThat(known.recognized(certificates(FOREIGN, CROSS), RULES)).isEmpty();
    }

    @Test
    void grantsARenewedCertificateNoMoreRightsThanTheAnchor() throws TrustException {
        Identity limited =
                TestCertificate.of("CN=Limited", TestKeys.rsa("limited")).ca(0).selfSigned();
        CaCertificates known = new CaCertificates(certificates(limited), Set.of(limited.certificate()));
        Identity same =
                TestCertificate.of("CN=Limited", TestKeys.rsa("limited")).ca(0).selfSigned();
        assertThat(known.recognized(certificates(same), RULES)
                        .orElseThrow()
                        .ca()
                        .anchors())
                .containsExactly(same.certificate());
        Identity free =
                TestCertificate.of("CN=Limited", TestKeys.rsa("limited")).ca().selfSigned();
        assertThat(known.recognized(certificates(free), RULES)
                        .orElseThrow()
                        .ca()
                        .anchors())
                .containsExactly(limited.certificate());
    }

    static Stream<KeyPurposeId> endEntityUsages() {
        return Stream.of(
                KeyPurposeId.id_kp_clientAuth,
                KeyPurposeId.id_kp_serverAuth,
                KeyPurposeId.id_kp_emailProtection,
                KeyPurposeId.id_kp_ipsecEndSystem,
                KeyPurposeId.id_kp_ipsecTunnel,
                KeyPurposeId.id_kp_ipsecUser,
                KeyPurposeId.id_kp_ipsecIKE);
    }

    @ParameterizedTest
    @MethodSource("endEntityUsages")
    void acceptsADeviceAsAuthorityOnlyIfPinned(KeyPurposeId usage) throws TrustException {
        Identity device = TestCertificate.of("CN=device", TestKeys.rsa("client"))
                .usage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment)
                .extendedUsage(usage)
                .issuedBy(CA);
        CaSelection selection = CaCertificates.pinned(certificates(device, CA), fingerprint(CA), RULES);
        assertThat(selection.ca().replyVerifiers(RULES)).containsExactly(CA.certificate());
        assertThat(selection.ca().encryptionRecipient(RULES)).isEqualTo(CA.certificate());
        assertThat(selection.ca().registrationAuthorities()).isEmpty();
        CaCertificates pinned =
                selection.withAuthorities(List.of(fingerprint(device))).ca();
        assertThat(pinned.replyVerifiers(RULES)).contains(device.certificate());
        assertThat(pinned.encryptionRecipient(RULES)).isEqualTo(device.certificate());
    }

    @Test
    void acceptsAnAuthorityWithAFurtherUsage() throws TrustException {
        Identity agent = TestCertificate.of("CN=RA", TestKeys.rsa("ra"))
                .extendedUsage(
                        KeyPurposeId.id_kp_clientAuth,
                        KeyPurposeId.getInstance(
                                new org.bouncycastle.asn1.ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2.1")))
                .issuedBy(CA);
        assertThat(CaCertificates.trusted(certificates(agent, CA)).registrationAuthorities())
                .containsExactly(agent.certificate());
    }

    @Test
    void acceptsOnlyThePinnedAuthorityWhichMustBeServed() throws TrustException {
        Identity other = TestCertificate.of("CN=RA", TestKeys.rsa("ra2")).issuedBy(CA);
        CaSelection selection = CaCertificates.pinned(certificates(other, AUTHORITY, CA), fingerprint(CA), RULES);
        CaSelection pinned = selection.withAuthorities(List.of(fingerprint(AUTHORITY)));
        assertThat(pinned.ca().registrationAuthorities()).containsExactly(AUTHORITY.certificate());
        assertThat(pinned.ignored()).containsExactly(other.certificate());
        assertThatThrownBy(() -> selection.withAuthorities(List.of(fingerprint(FOREIGN))))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FINGERPRINT))
                .hasMessageContaining(fingerprint(AUTHORITY).toString());
        assertThatThrownBy(() -> pinned.ca().recognized(certificates(other, CA), RULES))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FINGERPRINT));
    }

    @Test
    void keepsAPinnedAuthorityIfTheSameCaIsPinnedAgain() throws TrustException {
        Identity rogue = TestCertificate.of("CN=rogue", TestKeys.rsa("other")).issuedBy(CA);
        CaSelection selection = CaCertificates.pinned(certificates(rogue, AUTHORITY, CA), fingerprint(CA), RULES);
        CaCertificates known =
                selection.withAuthorities(List.of(fingerprint(AUTHORITY))).ca();
        assertThat(selection.withEarlierAuthorities(known).ca().registrationAuthorities())
                .containsExactly(AUTHORITY.certificate());
        CaSelection other = CaCertificates.pinned(certificates(FOREIGN), fingerprint(FOREIGN), RULES);
        assertThat(other.withEarlierAuthorities(known)).isEqualTo(other);
    }

    @Test
    void pinsTwoAuthoritiesOfWhichOneSignsAndTheOtherDecrypts() throws TrustException {
        Identity signing = TestCertificate.of("CN=RA", TestKeys.rsa("ra"))
                .usage(KeyUsage.digitalSignature)
                .issuedBy(CA);
        Identity deciphering = TestCertificate.of("CN=RA", TestKeys.rsa("ra2"))
                .usage(KeyUsage.keyEncipherment)
                .issuedBy(CA);
        CaSelection selection =
                CaCertificates.pinned(certificates(AUTHORITY, signing, deciphering, CA), fingerprint(CA), RULES);
        List<Fingerprint> both = Fingerprint.parseAll("here", fingerprint(signing) + ", " + fingerprint(deciphering));
        CaCertificates pinned = selection.withAuthorities(both).ca();
        assertThat(pinned.registrationAuthorities()).containsExactlyElementsOf(certificates(signing, deciphering));
        assertThat(pinned.encryptionRecipient(RULES)).isEqualTo(deciphering.certificate());
        assertThatThrownBy(() -> selection.withAuthorities(List.of(fingerprint(signing), fingerprint(FOREIGN))))
                .isInstanceOf(TrustException.class);
    }

    @Test
    void refusesTheFingerprintOfAnAuthorityAsThatOfTheCa() {
        assertThatThrownBy(() -> CaCertificates.pinned(certificates(AUTHORITY, CA), fingerprint(AUTHORITY), RULES))
                .isInstanceOfSatisfying(
                        TrustException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.FINGERPRINT))
                .hasMessageContaining("is not a CA's")
                .hasMessageContaining(fingerprint(CA).toString());
    }

    /** The maximum number of certificates, all with the same name: only few of their keys verify signatures. */
    @Test
    void finishesTheFirstContactWithManyNamesakes() throws TrustException {
        List<X509Certificate> all = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            all.add(TestCertificate.of("CN=Same", TestKeys.rsa("mesh " + i % 10))
                    .ca()
                    .selfSigned()
                    .certificate());
        }
        assertThat(CaCertificates.firstContact(all, RULES).ca().anchors()).hasSize(1);
    }

    private static List<List<X509Certificate>> orders(List<X509Certificate> all) {
        List<List<X509Certificate>> orders = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            List<X509Certificate> order = new ArrayList<>(all);
            Collections.rotate(order, i);
            orders.add(order);
            orders.add(order.reversed());
        }
        return orders;
    }
}
