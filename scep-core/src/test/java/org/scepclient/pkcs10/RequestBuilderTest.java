package org.scepclient.pkcs10;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.cms.ProviderKey;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.InvalidInputException;
import org.scepclient.fixture.TestKeys;
import org.scepclient.pem.PassphraseSource;
import org.scepclient.pem.PemReader;
import org.scepclient.value.Secret;

class RequestBuilderTest {
    private static final RequestTemplate ROUTER =
            RequestTemplate.of(SubjectName.parse("/DC=org/O=Žluťoučký/CN=router", Optional.empty()));

    /**
     * OpenSSL 3.0.22: openssl req -new -utf8 -subj /DC=org/O=Žluťoučký/CN=router -addext
     * subjectAltName=DNS:router.example.com,IP:192.0.2.1 -addext keyUsage=critical,digitalSignature,keyEncipherment
     * -addext extendedKeyUsage=serverAuth,clientAuth -addext 1.3.6.1.4.1.311.20.2=ASN1:UTF8String:pc-client, with the
     * key rsa-pkcs8.pem.
     */
    @Test
    void buildsByteForByteTheRequestThatOpensslBuilds() throws Exception {
        PrivateKey key = PemReader.of(resource("/org/scepclient/pem/rsa-pkcs8.pem"), "key")
                .privateKey(PassphraseSource.none());
        RequestTemplate template = ROUTER.withAlternativeName(
                        AlternativeName.parse("DNS:router.example.com,IP:192.0.2.1", Optional.empty()))
                .withKeyUsages(List.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_ENCIPHERMENT))
                .withExtendedKeyUsages(List.of(ExtendedKeyUsage.SERVER_AUTH, ExtendedKeyUsage.CLIENT_AUTH))
                .withTemplate(CertificateTemplate.parse("pc-client"));

        CertificationRequest request =
                new RequestBuilder(ProviderKey.of(key), publicKey(key), DigestAlgorithm.SHA256).build(template);

        CertificationRequest openssl =
                PemReader.of(resource("openssl-request.pem"), "request").request();
        assertThat(request.der().toHex()).isEqualTo(openssl.der().toHex());
        assertThat(request.subject()).isEqualTo(openssl.subject());
    }

    @ParameterizedTest
    @CsvSource({"RSA, SHA1", "RSA, SHA256", "RSA, SHA384", "RSA, SHA512", "EC, SHA1", "EC, SHA256", "EC, SHA512"})
    void signsWithEachKindOfKeyAndDigest(String algorithm, DigestAlgorithm digest) throws Exception {
        CertificationRequest request = build(keyPair(algorithm), digest, ROUTER);

        request.verify();
        assertThat(CertificationRequest.decode(request.der())).isEqualTo(request);
    }

    @ParameterizedTest
    @CsvSource({
        // RFC 8017 appendix A.2.4, RFC 5758 §3.2
        "RSA, 300d06092a864886f70d01010b0500",
        "EC, 300a06082a8648ce3d040302",
    })
    void namesTheSignatureAlgorithmWithTheParametersItHas(String algorithm, String encoded) throws Exception {
        CertificationRequest request = build(keyPair(algorithm), DigestAlgorithm.SHA256, ROUTER);

        byte[] identifier = new PKCS10CertificationRequest(request.der().toArray())
                .getSignatureAlgorithm()
                .getEncoded();
        assertThat(HexFormat.of().formatHex(identifier)).isEqualTo(encoded);
    }

    @Test
    void signsWithTheProviderOfATokensKeyAndNoOther() throws Exception {
        KeyPair pair = keyPair("RSA");
        Provider without = Objects.requireNonNull(Security.getProvider("SunJCE"));
        ProviderKey key = new ProviderKey(new TokenKey(), Optional.of(without));
        RequestBuilder builder = new RequestBuilder(key, pair.getPublic(), DigestAlgorithm.SHA256);

        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> builder.build(ROUTER))
                .withMessageStartingWith("the provider of the key lacks the algorithm")
                .returns(ErrorCode.ALGORITHM_REFUSED, CryptoException::code);
    }

    @Test
    void signsAKeyInMemoryWithAnyProviderWhereItsOwnOnlyDecrypts() throws Exception {
        KeyPair pair = keyPair("RSA");
        Provider without = Objects.requireNonNull(Security.getProvider("SunJCE"));
        ProviderKey key = new ProviderKey(pair.getPrivate(), Optional.of(without));

        CertificationRequest request = new RequestBuilder(key, pair.getPublic(), DigestAlgorithm.SHA256).build(ROUTER);

        assertThatCode(request::verify).doesNotThrowAnyException();
    }

    /** A key that cannot leave its token: it has no encoding. */
    @SuppressWarnings("serial")
    private record TokenKey() implements PrivateKey {
        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public @Nullable String getFormat() {
            return null;
        }

        @Override
        public byte @Nullable [] getEncoded() {
            return null;
        }
    }

    @Test
    void refusesKeysThatCannotSignForScep() throws Exception {
        KeyPair pair = TestKeys.ed25519();

        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> build(pair, DigestAlgorithm.SHA256, ROUTER))
                .withMessage("a key of type EdDSA cannot sign for SCEP; use an RSA or EC key");
    }

    @Test
    void refusesMd5ForAnEcKey() {
        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> build(keyPair("EC"), DigestAlgorithm.MD5, ROUTER))
                .withMessage("an EC key cannot sign with MD5; use SHA-256");
    }

    @Test
    void requestsOnlyWhatIsSet() throws Exception {
        CertificationRequest request = build(keyPair("EC"), DigestAlgorithm.SHA256, ROUTER);

        assertThat(request.extensions()).isEmpty();
        assertThat(request.challengePassword()).isEmpty();
        assertThat(new PKCS10CertificationRequest(request.der().toArray()).getAttributes())
                .isEmpty();
    }

    @Test
    void omitsEmptyKeyUsages() {
        assertThat(ROUTER.withKeyUsages(List.of()).withExtendedKeyUsages(List.of()))
                .isEqualTo(ROUTER);
    }

    @ParameterizedTest
    @CsvSource({
        // RFC 2985 §5.4.1: a DirectoryString, PrintableString preferred
        "secret 1, 1308736563726574 2031",
        "s_cret, 0c06735f63726574",
        "žert, 0c05c5be657274",
    })
    void sendsTheChallengePasswordAsPrintableStringWherePossible(String password, String encoded) throws Exception {
        RequestTemplate template = ROUTER.withChallengePassword(Secret.of(password));

        CertificationRequest request = build(keyPair("EC"), DigestAlgorithm.SHA256, template);

        Attribute attribute = new PKCS10CertificationRequest(request.der().toArray())
                .getAttributes(PKCSObjectIdentifiers.pkcs_9_at_challengePassword)[0];
        assertThat(HexFormat.of()
                        .formatHex(attribute
                                .getAttrValues()
                                .getObjectAt(0)
                                .toASN1Primitive()
                                .getEncoded()))
                .isEqualTo(encoded.replace(" ", ""));
        assertThat(request.challengePassword()).contains(Secret.of(password));
    }

    @ParameterizedTest
    @CsvSource({"0, it has 0 characters", "256, it has 256 characters"})
    void refusesAChallengePasswordThatTheAttributeCannotHold(int length, String message) {
        RequestTemplate template = ROUTER.withChallengePassword(Secret.of("x".repeat(length)));

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> build(keyPair("EC"), DigestAlgorithm.SHA256, template))
                .withMessageContaining(message)
                .withMessageNotContaining("xx");
    }

    @Test
    void sendsNoChallengePasswordAfterItsRemoval() {
        assertThat(ROUTER.withChallengePassword(Secret.of("x")).withoutChallengePassword())
                .isEqualTo(ROUTER);
    }

    @Test
    void replacesAnExtensionOfTheSameKind() throws Exception {
        RequestTemplate template = ROUTER.withKeyUsages(List.of(KeyUsage.CRL_SIGN))
                .withKeyUsages(List.of(KeyUsage.DIGITAL_SIGNATURE, KeyUsage.KEY_ENCIPHERMENT));

        CertificationRequest request = build(keyPair("EC"), DigestAlgorithm.SHA256, template);

        assertThat(value(request, Extension.keyUsage)).isEqualTo("030205a0");
        assertThat(request.extensions().orElseThrow().getExtensionOIDs()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        // RFC 5280 §4.2.1.3: bit 0 is digitalSignature
        "digitalSignature, 03020780",
        "nonRepudiation, 03020640",
        "keyEncipherment, 03020520",
        "dataEncipherment, 03020410",
        "keyAgreement, 03020308",
        "keyCertSign, 03020204",
        "cRLSign, 03020102",
        "encipherOnly, 03020001",
        "decipherOnly, 0303070080",
    })
    void encodesEachKeyUsageAsItsBit(String name, String encoded) throws Exception {
        RequestTemplate template =
                ROUTER.withKeyUsages(List.of(KeyUsage.named(name).orElseThrow()));

        CertificationRequest request = build(keyPair("EC"), DigestAlgorithm.SHA256, template);

        assertThat(value(request, Extension.keyUsage)).isEqualTo(encoded);
    }

    @Test
    void findsExtendedKeyUsagesByNameAndByIdentifier() {
        assertThat(ExtendedKeyUsage.named("clientAuth")).contains(ExtendedKeyUsage.CLIENT_AUTH);
        assertThat(ExtendedKeyUsage.named("1.3.6.1.5.5.7.3.1")).contains(ExtendedKeyUsage.SERVER_AUTH);
        assertThat(ExtendedKeyUsage.named("ipsecIKE"))
                .contains(new ExtendedKeyUsage(new ASN1ObjectIdentifier("1.3.6.1.5.5.7.3.17")));
        assertThat(ExtendedKeyUsage.named("clientauth")).isEmpty();
        assertThat(KeyUsage.named("digitalsignature")).isEmpty();
    }

    @Test
    void removesMovedAddressesFromTheSubject() throws Exception {
        RequestTemplate template = RequestTemplate.of(SubjectName.parse("/CN=x/emailAddress=a@b", Optional.empty()))
                .withAlternativeName(AlternativeName.parse("email:move", Optional.empty()));

        CertificationRequest request = build(keyPair("EC"), DigestAlgorithm.SHA256, template);

        assertThat(request.subject().getName()).isEqualTo("CN=x");
        assertThat(value(request, Extension.subjectAlternativeName)).isEqualTo("3005810361" + "4062");
    }

    private static CertificationRequest build(KeyPair pair, DigestAlgorithm digest, RequestTemplate template)
            throws CryptoException {
        return new RequestBuilder(ProviderKey.of(pair.getPrivate()), pair.getPublic(), digest).build(template);
    }

    private static String value(CertificationRequest request, ASN1ObjectIdentifier oid) throws Exception {
        return HexFormat.of()
                .formatHex(request.extension(oid).orElseThrow().getExtnValue().getOctets());
    }

    private static KeyPair keyPair(String algorithm) {
        return algorithm.equals("EC") ? TestKeys.newEc() : TestKeys.newRsa();
    }

    private static PublicKey publicKey(PrivateKey key) throws Exception {
        RSAPrivateCrtKey rsa = (RSAPrivateCrtKey) key;
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
    }

    private static String resource(String name) throws IOException {
        try (var stream = Objects.requireNonNull(RequestBuilderTest.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
