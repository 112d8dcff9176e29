package org.scepclient.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.Provider;
import java.security.SecureRandom;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.KeyAgreeRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSAlgorithm;
import org.bouncycastle.cms.CMSEnvelopedDataGenerator;
import org.bouncycastle.cms.CMSProcessableByteArray;
import org.bouncycastle.cms.jcajce.JceCMSContentEncryptorBuilder;
import org.bouncycastle.cms.jcajce.JceKeyAgreeRecipientInfoGenerator;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;
import org.scepclient.value.Bytes;

/** Key agreement (RFC 5753) with messages of another implementation, which the product does not use. */
class KeyAgreementTest {
    private static final Identity SENDER =
            TestCertificate.of("CN=sender", TestKeys.ec("sender")).selfSigned();
    private static final Identity CLIENT =
            TestCertificate.of("CN=client", TestKeys.ec("client")).selfSigned();
    private static final Provider BC = new BouncyCastleProvider();
    private static final Bytes CONTENT = Bytes.of(new byte[40]);
    private static final EnvelopeReader READER = new EnvelopeReader(AlgorithmPolicy.legacy(), new SecureRandom());

    static Stream<ASN1ObjectIdentifier> schemes() {
        return Stream.of(
                CMSAlgorithm.ECDH_SHA1KDF,
                CMSAlgorithm.ECDH_SHA224KDF,
                CMSAlgorithm.ECDH_SHA256KDF,
                CMSAlgorithm.ECDH_SHA384KDF,
                CMSAlgorithm.ECDH_SHA512KDF,
                CMSAlgorithm.ECCDH_SHA1KDF,
                CMSAlgorithm.ECCDH_SHA224KDF,
                CMSAlgorithm.ECCDH_SHA256KDF,
                CMSAlgorithm.ECCDH_SHA384KDF,
                CMSAlgorithm.ECCDH_SHA512KDF);
    }

    static List<ASN1ObjectIdentifier> wraps() {
        return List.of(
                CMSAlgorithm.AES128_WRAP,
                CMSAlgorithm.AES192_WRAP,
                CMSAlgorithm.AES256_WRAP,
                CMSAlgorithm.DES_EDE3_WRAP);
    }

    private static byte[] message(ASN1ObjectIdentifier scheme, ASN1ObjectIdentifier wrap, boolean keyMaterial)
            throws Exception {
        JceKeyAgreeRecipientInfoGenerator recipient = new JceKeyAgreeRecipientInfoGenerator(
                scheme, SENDER.keys().getPrivate(), SENDER.keys().getPublic(), wrap);
        recipient.setProvider(BC).addRecipient(CLIENT.certificate());
        if (keyMaterial) {
            recipient.setUserKeyingMaterial(new byte[] {1, 2, 3});
        }
        CMSEnvelopedDataGenerator generator = new CMSEnvelopedDataGenerator();
        generator.addRecipientInfoGenerator(recipient);
        return generator
                .generate(
                        new CMSProcessableByteArray(CONTENT.toArray()),
                        new JceCMSContentEncryptorBuilder(CMSAlgorithm.AES128_CBC)
                                .setProvider(BC)
                                .build())
                .getEncoded();
    }

    @ParameterizedTest
    @MethodSource("schemes")
    void opensEachSchemeWithEachKeyWrap(ASN1ObjectIdentifier scheme) throws Exception {
        for (ASN1ObjectIdentifier wrap : wraps()) {
            for (boolean keyMaterial : new boolean[] {false, true}) {
                assertThat(READER.read(Bytes.of(message(scheme, wrap, keyMaterial)), CLIENT.envelopeKey()))
                        .as("%s %s", wrap, keyMaterial)
                        .isEqualTo(CONTENT);
            }
        }
    }

    private static KeyAgreeRecipientInfo recipient(EnvelopedData data) {
        return (KeyAgreeRecipientInfo)
                RecipientInfo.getInstance(data.getRecipientInfos().getObjectAt(0))
                        .getInfo();
    }

    private static EnvelopedData original() throws Exception {
        byte[] message = message(CMSAlgorithm.ECDH_SHA256KDF, CMSAlgorithm.AES128_WRAP, true);
        return EnvelopedData.getInstance(ContentInfo.getInstance(message).getContent());
    }

    private static Bytes with(EnvelopedData data, KeyAgreeRecipientInfo recipient) throws Exception {
        var changed = new EnvelopedData(
                null, new DERSet(new RecipientInfo(recipient)), data.getEncryptedContentInfo(), (ASN1Set) null);
        return Bytes.of(new ContentInfo(CMSObjectIdentifiers.envelopedData, changed).getEncoded());
    }

    private static Bytes with(ASN1OctetString keyMaterial, ASN1ObjectIdentifier scheme, ASN1Encodable wrap)
            throws Exception {
        EnvelopedData data = original();
        KeyAgreeRecipientInfo info = recipient(data);
        return with(
                data,
                new KeyAgreeRecipientInfo(
                        info.getOriginator(),
                        keyMaterial,
                        new AlgorithmIdentifier(scheme, wrap),
                        info.getRecipientEncryptedKeys()));
    }

    private static final ASN1OctetString RIGHT_MATERIAL = new DEROctetString(new byte[] {1, 2, 3});
    private static final AlgorithmIdentifier RIGHT_WRAP = new AlgorithmIdentifier(CMSAlgorithm.AES128_WRAP);

    /** Each field is an input of the key derivation, so that a change results in another key. */
    @Test
    void refusesAChangeOfEachInputOfTheKeyDerivation() throws Exception {
        assertThat(READER.read(with(RIGHT_MATERIAL, CMSAlgorithm.ECDH_SHA256KDF, RIGHT_WRAP), CLIENT.envelopeKey()))
                .isEqualTo(CONTENT);
        refused(with(RIGHT_MATERIAL, CMSAlgorithm.ECDH_SHA384KDF, RIGHT_WRAP));
        refused(with(RIGHT_MATERIAL, CMSAlgorithm.ECDH_SHA256KDF, new AlgorithmIdentifier(CMSAlgorithm.AES256_WRAP)));
        refused(with(new DEROctetString(new byte[] {1, 2, 4}), CMSAlgorithm.ECDH_SHA256KDF, RIGHT_WRAP));
    }

    @Test
    void refusesASendersKeyThatIsNotAPointOfTheCurve() throws Exception {
        EnvelopedData data = original();
        byte[] octets = with(data, recipient(data)).toArray();
        byte[] point = SENDER.keys().getPublic().getEncoded();
        int at = org.bouncycastle.util.Strings.fromByteArray(octets)
                .indexOf(org.bouncycastle.util.Strings.fromByteArray(
                        java.util.Arrays.copyOfRange(point, point.length - 64, point.length)));
        assertThat(at).isPositive();
        octets[at + 63] ^= 1;
        refused(Bytes.of(octets));
    }

    @Test
    void namesAnUnsupportedSchemeOrKeyWrap() {
        assertThatThrownBy(() ->
                        READER.read(with(RIGHT_MATERIAL, CMSAlgorithm.ECMQV_SHA1KDF, RIGHT_WRAP), CLIENT.envelopeKey()))
                .isInstanceOf(CryptoException.class)
                .hasMessage("the key of the message is encrypted with the unsupported key agreement ECMQV with SHA-1"
                        + " (1.3.133.16.840.63.0.16)");
        assertThatThrownBy(() -> READER.read(
                        with(
                                RIGHT_MATERIAL,
                                CMSAlgorithm.ECDH_SHA256KDF,
                                new AlgorithmIdentifier(CMSAlgorithm.CAMELLIA128_WRAP)),
                        CLIENT.envelopeKey()))
                .hasMessageContaining("unsupported key wrap");
    }

    private static void refused(Bytes message) {
        assertThatThrownBy(() -> READER.read(message, CLIENT.envelopeKey()))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DECRYPTION));
    }
}
