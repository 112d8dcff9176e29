package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepclient.testca.fault.Fault;
import org.scepclient.value.Bytes;

/** Foreign certificates and formats in GetCACert responses, read with the JDK's own classes. */
class ForeignCertificatesTest {
    private static TestCa ca;

    @BeforeAll
    static void start() throws IOException {
        Keys.prepareStranger();
        ca = TestCa.start(
                TestCaConfig.builder().keys(Keys.CA).intermediate(true).build());
    }

    @AfterAll
    static void stop() {
        ca.close();
    }

    private static Bytes body(Fault fault) throws IOException {
        ca.fault(fault);
        Bytes body = RawHttp.get(ca.url(), "operation=GetCACert").body();
        ca.noFault();
        return body;
    }

    private static List<byte[]> raw(Fault fault) throws IOException {
        SignedData data = SignedData.getInstance(
                ContentInfo.getInstance(body(fault).toArray()).getContent());
        List<byte[]> all = new ArrayList<>();
        for (ASN1Encodable one : data.getCertificates()) {
            all.add(one.toASN1Primitive().getEncoded());
        }
        return all;
    }

    private static X509Certificate certificate(byte[] der) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
    }

    private static List<X509Certificate> certificates(Fault fault) throws IOException, CertificateException {
        List<X509Certificate> all = new ArrayList<>();
        for (byte[] der : raw(fault)) {
            all.add(certificate(der));
        }
        assertThat(all).containsAll(ca.caCertificates());
        return all;
    }

    private static X509Certificate root() {
        return ca.caCertificates().getLast();
    }

    @Test
    void aForeignRootCertifiesThePinnedKey() throws Exception {
        List<X509Certificate> all = certificates(Fault.CA_CROSS_CERTIFIED);
        X509Certificate foreign = all.getFirst();
        X509Certificate cross = all.get(1);
        assertThat(cross.getPublicKey()).isEqualTo(root().getPublicKey());
        assertThat(cross.getSubjectX500Principal()).isEqualTo(root().getSubjectX500Principal());
        cross.verify(foreign.getPublicKey());
        foreign.verify(foreign.getPublicKey());
    }

    @ParameterizedTest
    @EnumSource(names = {"CA_AND_NAMESAKE", "CA_AND_PREDECESSOR"})
    void anotherKeyHasTheNameOfTheCa(Fault fault) throws Exception {
        X509Certificate other = certificates(fault).getFirst();
        assertThat(other.getSubjectX500Principal()).isEqualTo(ca.issuer().getSubjectX500Principal());
        assertThat(other.getPublicKey()).isNotEqualTo(ca.issuer().getPublicKey());
        assertThat(other.getNotBefore().toInstant())
                .isBefore(ca.issuer().getNotBefore().toInstant());
        assertThat(other.getNotAfter().toInstant()).isAfter(Instant.now());
    }

    @Test
    void theOlderCertificateOfTheCaIsFirstOrLast() throws Exception {
        X509Certificate first = certificates(Fault.CA_RENEWED_OLD_FIRST).getFirst();
        X509Certificate last = certificates(Fault.CA_RENEWED_OLD_LAST).getLast();
        for (X509Certificate older : List.of(first, last)) {
            assertThat(older.getPublicKey()).isEqualTo(ca.issuer().getPublicKey());
            assertThat(older.getNotBefore()).isBefore(ca.issuer().getNotBefore());
            older.verify(root().getPublicKey());
        }
    }

    @Test
    void theAncestorHasExpired() throws Exception {
        List<X509Certificate> all = certificates(Fault.CA_ANCESTOR_EXPIRED);
        X509Certificate ancestor = all.getLast();
        assertThat(ancestor.getNotAfter()).isBefore(Instant.now());
        X509Certificate cross = all.get(all.size() - 2);
        cross.verify(ancestor.getPublicKey());
        assertThat(cross.getPublicKey()).isEqualTo(root().getPublicKey());
    }

    @Test
    void everyMemberOfTheMeshCertifiesTheOthersAndTheCa() throws Exception {
        List<X509Certificate> mesh = certificates(Fault.CA_MESH).subList(0, 90);
        List<X509Certificate> members = mesh.stream()
                .filter(one -> one.getIssuerX500Principal().equals(one.getSubjectX500Principal()))
                .toList();
        assertThat(members).hasSize(9);
        for (X509Certificate member : members) {
            assertThat(mesh.stream().filter(one -> isIssued(one, member))).hasSize(10);
        }
    }

    private static boolean isIssued(X509Certificate one, X509Certificate by) {
        try {
            one.verify(by.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    @Test
    void javaDoesNotReadTheKeyOfTheUnknownCurve() throws Exception {
        byte[] last = raw(Fault.CA_UNKNOWN_CURVE).getLast();
        assertThatThrownBy(() -> certificate(last)).isInstanceOf(CertificateException.class);
    }

    @Test
    void theRightCertificatesComeInAnotherFormat() throws Exception {
        Bytes right = RawHttp.get(ca.url(), "operation=GetCACert").body();
        String pem = text(body(Fault.CA_PEM));
        assertThat(pem).startsWith("-----BEGIN PKCS7-----\n").endsWith("-----END PKCS7-----\n");
        assertThat(decoded(pem.replaceAll("-----.*-----", ""))).isEqualTo(right);
        assertThat(decoded(text(body(Fault.CA_BASE64)))).isEqualTo(right);
        assertThat(text(body(Fault.CA_LINE_END))).isEqualTo(text(right) + "\r\n");
        assertThat(Bytes.of(new GZIPInputStream(
                                new ByteArrayInputStream(body(Fault.CA_GZIP).toArray()))
                        .readAllBytes()))
                .isEqualTo(right);
    }

    private static String text(Bytes bytes) {
        return new String(bytes.toArray(), StandardCharsets.ISO_8859_1);
    }

    private static Bytes decoded(String base64) {
        return Bytes.of(Base64.getMimeDecoder().decode(base64));
    }
}
