package org.scepclient.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERUTF8String;
import org.bouncycastle.asn1.cms.Attribute;
import org.bouncycastle.asn1.cms.AuthEnvelopedData;
import org.bouncycastle.asn1.cms.CMSAttributes;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EncryptedContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientIdentifier;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;
import org.scepclient.value.Bytes;

/** AES in GCM mode (RFC 5083, RFC 5084), with attributes and in the form of an EnvelopedData. */
class AuthenticatedEnvelopeTest {
    private static final Identity CLIENT =
            TestCertificate.of("CN=client", TestKeys.rsa("client")).selfSigned();
    private static final byte[] KEY = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    private static final byte[] NONCE = new byte[12];
    private static final Bytes CONTENT = Bytes.of(new byte[] {5, 5, 5});
    private static final ASN1Set ATTRIBUTES = new DERSet(new ASN1Encodable[] {
        new Attribute(CMSAttributes.contentType, new DERSet(CMSObjectIdentifiers.data)),
        new Attribute(PKCSObjectIdentifiers.pkcs_9_at_unstructuredName, new DERSet(new DERUTF8String("x")))
    });

    /** Content and tag, with the attributes authenticated as {@code associated}. */
    private static byte[] encrypted(byte[] associated, int tagBytes) throws Exception {
        Cipher gcm = Cipher.getInstance("AES/GCM/NoPadding");
        gcm.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(KEY, "AES"), new GCMParameterSpec(8 * tagBytes, NONCE));
        gcm.updateAAD(associated);
        return gcm.doFinal(CONTENT.toArray());
    }

    private static RecipientInfo recipient() throws Exception {
        Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        rsa.init(Cipher.ENCRYPT_MODE, CLIENT.keys().getPublic());
        var id = new IssuerAndSerialNumber(new JcaX509CertificateHolder(CLIENT.certificate()).toASN1Structure());
        return new RecipientInfo(new KeyTransRecipientInfo(
                new RecipientIdentifier(id),
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                new DEROctetString(rsa.doFinal(KEY))));
    }

    private static EncryptedContentInfo content(byte[] octets, int tagBytes) {
        return new EncryptedContentInfo(
                CMSObjectIdentifiers.data,
                new AlgorithmIdentifier(NISTObjectIdentifiers.id_aes128_GCM, parameters(tagBytes)),
                new DEROctetString(octets));
    }

    /** {@code GCMParameters}; Bouncy Castle does not allow a short tag. */
    private static DERSequence parameters(int tagBytes) {
        return new DERSequence(new ASN1Encodable[] {new DEROctetString(NONCE), new ASN1Integer(tagBytes)});
    }

    private static Bytes authEnveloped(byte[] both, int tagBytes, @Nullable ASN1Set attributes) throws Exception {
        int end = both.length - tagBytes;
        var data = new AuthEnvelopedData(
                null,
                new DERSet(recipient()),
                content(Arrays.copyOf(both, end), tagBytes),
                attributes,
                new DEROctetString(Arrays.copyOfRange(both, end, both.length)),
                null);
        return Bytes.of(new ContentInfo(CMSObjectIdentifiers.authEnvelopedData, data).getEncoded());
    }

    private static Bytes enveloped(byte[] both) throws Exception {
        var data = new EnvelopedData(null, new DERSet(recipient()), content(both, 16), (ASN1Set) null);
        return Bytes.of(new ContentInfo(CMSObjectIdentifiers.envelopedData, data).getEncoded());
    }

    private static Bytes read(Bytes message) throws ScepException {
        return new EnvelopeReader(AlgorithmPolicy.modern(), new SecureRandom()).read(message, CLIENT.envelopeKey());
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 13, 14, 15, 16})
    void authenticatesTheAttributesWithTheContent(int tagBytes) throws Exception {
        byte[] both = encrypted(ATTRIBUTES.getEncoded(ASN1Encoding.DER), tagBytes);
        assertThat(read(authEnveloped(both, tagBytes, ATTRIBUTES))).isEqualTo(CONTENT);
    }

    @Test
    void refusesChangedAddedOrRemovedAttributes() throws Exception {
        ASN1Set fewer = new DERSet(ATTRIBUTES.getObjectAt(0));
        byte[] with = encrypted(ATTRIBUTES.getEncoded(ASN1Encoding.DER), 16);
        refused(authEnveloped(with, 16, fewer));
        refused(authEnveloped(with, 16, null));
        refused(authEnveloped(encrypted(new byte[0], 16), 16, fewer));
    }

    /** A short tag can be guessed: RFC 5084 §3.2 allows 12 to 16 bytes. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 8, 11})
    void refusesAShortTag(int tagBytes) throws Exception {
        byte[] both = Arrays.copyOf(encrypted(new byte[0], 16), CONTENT.length() + tagBytes);
        refused(authEnveloped(both, tagBytes, null));
    }

    /** As in replies of step-ca. */
    @Test
    void readsATagAfterTheContentOfAnEnvelopedData() throws Exception {
        byte[] both = encrypted(new byte[0], 16);
        assertThat(read(enveloped(both))).isEqualTo(CONTENT);
        for (int at = 0; at < both.length; at++) {
            byte[] damaged = both.clone();
            damaged[at] ^= 1;
            refused(enveloped(damaged));
        }
        refused(enveloped(Arrays.copyOf(both, CONTENT.length())));
    }

    private static void refused(Bytes message) {
        assertThatThrownBy(() -> read(message))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DECRYPTION));
    }
}
