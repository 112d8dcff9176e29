package org.scepclient.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SignatureException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.gm.GMObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RSAPublicKey;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.ProtocolException;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;
import org.scepclient.pem.PemReader;
import org.scepclient.pem.PemWriter;
import org.scepclient.value.Bytes;

/** Certificates that the JDK refuses. */
class CertificateDecoderTest {
    private static final KeyPair CA = TestKeys.rsa("ca");
    private static final String SUBJECT_ALT_NAME = "2.5.29.17";

    private static X509v3CertificateBuilder builder(String subject, SubjectPublicKeyInfo key) {
        return new X509v3CertificateBuilder(
                new X500Name("CN=CA"),
                BigInteger.TEN,
                Date.from(TestCertificate.NOW),
                Date.from(TestCertificate.NOW.plusSeconds(1000)),
                new X500Name(subject),
                key);
    }

    private static SubjectPublicKeyInfo deviceKey() {
        return SubjectPublicKeyInfo.getInstance(
                TestKeys.rsa("device").getPublic().getEncoded());
    }

    private static Bytes signed(X509v3CertificateBuilder builder, String algorithm, PrivateKey key) throws Exception {
        return Bytes.of(builder.build(new JcaContentSignerBuilder(algorithm)
                        .setProvider(new BouncyCastleProvider())
                        .build(key))
                .getEncoded());
    }

    /** As issued by AD CS for a template that builds the subject from the DNS name only. */
    private static Bytes emptySubject(String algorithm, PrivateKey key) throws Exception {
        X509v3CertificateBuilder builder = builder("", deviceKey());
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "device.example.com")));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth));
        return signed(builder, algorithm, key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"SHA256withRSA", "RSASSA-PSS", "SHA256withECDSA"})
    void readsAnEmptySubjectWithASubjectAltNameThatIsNotCritical(String algorithm) throws Exception {
        KeyPair issuer = algorithm.endsWith("ECDSA") ? TestKeys.ec("ca") : CA;
        Bytes der =
                emptySubject(algorithm.equals("RSASSA-PSS") ? "SHA256WITHRSAANDMGF1" : algorithm, issuer.getPrivate());
        assertThatThrownBy(() -> CertificateFactory.getInstance("X.509")
                        .generateCertificate(new ByteArrayInputStream(der.toArray())))
                .isInstanceOf(CertificateException.class);

        X509Certificate certificate = new CertificateDecoder().certificate(der);

        assertThat(CertificateDecoder.isLenient(certificate)).isTrue();
        assertThat(certificate.getEncoded()).isEqualTo(der.toArray());
        assertThat(certificate).isEqualTo(new CertificateDecoder().certificate(der));
        certificate.verify(issuer.getPublic());
        assertThatThrownBy(() -> certificate.verify(
                        algorithm.endsWith("ECDSA")
                                ? TestKeys.ec("other").getPublic()
                                : TestKeys.rsa("other").getPublic()))
                .isInstanceOf(SignatureException.class);
    }

    @Test
    void returnsTheFieldsOfTheCertificate() throws Exception {
        X509Certificate certificate =
                new CertificateDecoder().certificate(emptySubject("SHA256withRSA", CA.getPrivate()));
        assertThat(certificate.getSubjectX500Principal().getName()).isEmpty();
        assertThat(certificate.getIssuerX500Principal().getName()).isEqualTo("CN=CA");
        assertThat(certificate.getSerialNumber()).isEqualTo(BigInteger.TEN);
        assertThat(certificate.getNotBefore()).isEqualTo(TestCertificate.NOW);
        assertThat(certificate.getPublicKey()).isEqualTo(TestKeys.rsa("device").getPublic());
        assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(2, "device.example.com"));
        assertThat(certificate.getCriticalExtensionOIDs()).isEqualTo(Set.of("2.5.29.15"));
        assertThat(certificate.getNonCriticalExtensionOIDs()).isEqualTo(Set.of(SUBJECT_ALT_NAME, "2.5.29.37"));
        assertThat(certificate.getBasicConstraints()).isNegative();
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    }

    @Test
    void readsAnEmptySubjectFromPem() throws Exception {
        X509Certificate certificate =
                new CertificateDecoder().certificate(emptySubject("SHA256withRSA", CA.getPrivate()));
        assertThat(PemReader.of(PemWriter.certificate(certificate), "x").certificate())
                .isEqualTo(certificate)
                .satisfies(
                        read -> assertThat(CertificateDecoder.isLenient(read)).isTrue());
    }

    /** The copy that the JDK decodes must not have other names than the signed certificate. */
    @Test
    void acceptsNoByteOfItChanged() throws Exception {
        byte[] der = emptySubject("SHA256withRSA", CA.getPrivate()).toArray();
        int signed = new CertificateDecoder().certificate(Bytes.of(der)).getTBSCertificate().length;
        // The signed part follows the tag and the length of the whole, which take four bytes.
        for (int at = 4; at < 4 + signed; at++) {
            byte[] damaged = der.clone();
            damaged[at] ^= 1;
            X509Certificate read;
            try {
                read = new CertificateDecoder().certificate(Bytes.of(damaged));
            } catch (ProtocolException e) {
                continue;
            }
            assertThatThrownBy(() -> read.verify(CA.getPublic())).isInstanceOf(Exception.class);
        }
    }

    @Test
    void toleratesNoOtherFault() throws Exception {
        X509v3CertificateBuilder nameless = builder("", deviceKey());
        nameless.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        Bytes der = signed(nameless, "SHA256withRSA", CA.getPrivate());
        assertThatThrownBy(() -> new CertificateDecoder().certificate(der))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("certificate: it has neither a subject nor a subjectAltName (RFC 5280 §4.1.2.6)");
        assertThat(CertificateDecoder.isLenient(TestCertificate.of("CN=x", TestKeys.rsa("x"))
                        .selfSigned()
                        .certificate()))
                .isFalse();
    }

    private static void refused(SubjectPublicKeyInfo key, String reason) throws Exception {
        Bytes der = signed(builder("CN=Old", key), "SHA256withRSA", CA.getPrivate());
        assertThatThrownBy(() -> new CertificateDecoder().certificate(der))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("certificate: " + reason);
        assertThat(UnreadableCertificate.of(der)).hasToString("'CN=Old' (" + reason + ")");
    }

    @Test
    void namesTheCurveThatJavaLacks() throws Exception {
        refused(
                new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, GMObjectIdentifiers.sm2p256v1),
                        new byte[65]),
                "its key is on the curve SM2 (1.2.156.10197.1.301), which Java does not support");
    }

    /** A key of a million bits would make each verification take minutes. */
    @Test
    void refusesAnRsaKeyThatIsTooLongToVerifyWith() throws Exception {
        BigInteger modulus = BigInteger.ONE.shiftLeft(16_384).setBit(0);
        refused(
                new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        new RSAPublicKey(modulus, BigInteger.valueOf(65_537))),
                "its RSA key has 16385 bits, at most 8192 are read");
    }

    @Test
    void refusesAnRsaKeyWithASlowExponent() throws Exception {
        BigInteger modulus =
                ((java.security.interfaces.RSAPublicKey) TestKeys.rsa("device").getPublic()).getModulus();
        refused(
                new SubjectPublicKeyInfo(
                        new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                        new RSAPublicKey(modulus, BigInteger.ONE.shiftLeft(64).setBit(0))),
                "the exponent of its RSA key has 65 bits, at most 32 are read");
    }
}
