package org.scepclient.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ProtocolException;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;
import org.scepclient.pem.PemWriter;
import org.scepclient.value.Bytes;

/** The forms of GetCACert responses (RFC 8894 §4.2.1). */
class CaBundleTest {
    private static final Identity CA =
            TestCertificate.of("CN=CA", TestKeys.rsa("ca")).ca().selfSigned();
    private static final Identity RA =
            TestCertificate.of("CN=RA", TestKeys.rsa("ra")).issuedBy(CA);
    private static final String REASON =
            "its key is on the curve SM2 (1.2.156.10197.1.301), which Java does not support";

    private static byte[] der() throws Exception {
        return CA.certificate().getEncoded();
    }

    private static byte[] message() throws Exception {
        return CertificatesOnly.ofCertificates(List.of(CA.certificate(), RA.certificate()))
                .encode()
                .toArray();
    }

    private static byte[] plus(byte[] one, String more) {
        ByteArrayOutputStream both = new ByteArrayOutputStream();
        both.writeBytes(one);
        both.writeBytes(more.getBytes(StandardCharsets.ISO_8859_1));
        return both.toByteArray();
    }

    private static CertificatesOnly read(byte[] body) throws ProtocolException {
        return CertificatesOnly.decodeBundle(Bytes.of(body));
    }

    private static CertificatesOnly read(String body) throws ProtocolException {
        return read(body.getBytes(StandardCharsets.ISO_8859_1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n", " \r\n\r\n", "\u0000"})
    void skipsALineEndAfterTheDer(String behind) throws Exception {
        assertThat(read(plus(der(), behind)).certificates()).containsExactly(CA.certificate());
        assertThat(read(plus(message(), behind)).certificates())
                .containsExactlyInAnyOrder(CA.certificate(), RA.certificate());
    }

    @Test
    void readsPem() throws Exception {
        assertThat(read(PemWriter.certificate(CA.certificate())).certificates()).containsExactly(CA.certificate());
        assertThat(read("subject=CA\r\n" + PemWriter.certificates(List.of(CA.certificate(), RA.certificate())))
                        .certificates())
                .containsExactly(CA.certificate(), RA.certificate());
        assertThat(read(PemWriter.message(Bytes.of(message()))).certificates())
                .containsExactlyInAnyOrder(CA.certificate(), RA.certificate());
    }

    @Test
    void readsBase64WithoutTheLinesOfPem() throws Exception {
        assertThat(read(Base64.getEncoder().encodeToString(der())).certificates())
                .containsExactly(CA.certificate());
        assertThat(read(Base64.getMimeEncoder().encodeToString(message()) + "\n")
                        .certificates())
                .containsExactlyInAnyOrder(CA.certificate(), RA.certificate());
    }

    @Test
    void namesWhatIsNotACertificate() throws Exception {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(der());
        }
        refused(compressed.toByteArray(), "it is compressed with gzip, which the client did not request");
        refused("no CA 'x'\nhere\u001b[2J".getBytes(StandardCharsets.US_ASCII), "it is not DER");
        refused("no CA 'x'\r\nhere".getBytes(StandardCharsets.US_ASCII), "it is text, not DER: 'no CA 'x' here'");
        refused(plus(der(), "\nAES\n"), "5 bytes follow the end of the DER, expected none");
        refused("-----BEGIN CERTIFICATE-----\nMIIB".getBytes(StandardCharsets.US_ASCII), "it is PEM without an END");
        refused("MIIB!!".getBytes(StandardCharsets.US_ASCII), "it is text, but not valid Base64");
        refused(new byte[] {0x30, (byte) 0x82, 1}, "it is damaged or ends too soon");
        refused(new byte[0], "it is empty");
        refused("  \n ".getBytes(StandardCharsets.US_ASCII), "it is blank text");
        refused(
                "-----BEGIN CERT".getBytes(StandardCharsets.US_ASCII),
                "it begins like PEM, but the BEGIN line is incomplete");
    }

    private static void refused(byte[] body, String reason) {
        assertThatThrownBy(() -> read(body))
                .isInstanceOfSatisfying(
                        ProtocolException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED))
                .hasMessageContaining(": " + reason);
    }

    /** A certificate with a key on a curve that Java does not support. */
    private static byte[] unreadable() throws Exception {
        var key = new SubjectPublicKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, GMObjectIdentifiers.sm2p256v1),
                new byte[65]);
        return new X509v3CertificateBuilder(
                        new X500Name("CN=CA"),
                        BigInteger.ONE,
                        Date.from(TestCertificate.NOW),
                        Date.from(TestCertificate.NOW.plusSeconds(9)),
                        new X500Name("CN=Old CA"),
                        key)
                .build(new JcaContentSignerBuilder("SHA256withRSA")
                        .build(CA.keys().getPrivate()))
                .getEncoded();
    }

    private static byte[] message(byte[]... certificates) throws Exception {
        ASN1Encodable[] all = new ASN1Encodable[certificates.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = ASN1Primitive.fromByteArray(certificates[i]);
        }
        SignedData data = new SignedData(
                new DERSet(), new ContentInfo(CMSObjectIdentifiers.data, null), new DERSet(all), null, new DERSet());
        return new ContentInfo(CMSObjectIdentifiers.signedData, data).getEncoded();
    }

    @Test
    void skipsAnUnreadableCertificate() throws Exception {
        CertificatesOnly read = read(message(der(), unreadable(), new byte[] {0x30, 0}));
        assertThat(read.certificates()).containsExactly(CA.certificate());
        assertThat(read.unreadable())
                .containsExactlyInAnyOrder(
                        new UnreadableCertificate("CN=Old CA", REASON),
                        new UnreadableCertificate("", "it is damaged or ends too soon"));
    }

    @Test
    void reportsTheReasonIfNoCertificateIsReadable() throws Exception {
        refused(message(unreadable()), "none of its certificates can be read; the first: 'CN=Old CA' (" + REASON);
        refused(unreadable(), "none of its certificates can be read; the first: 'CN=Old CA' (" + REASON);
    }
}
