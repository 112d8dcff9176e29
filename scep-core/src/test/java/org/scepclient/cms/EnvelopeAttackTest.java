package org.scepclient.cms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.Cipher;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.EnvelopedData;
import org.bouncycastle.asn1.cms.KeyTransRecipientInfo;
import org.bouncycastle.asn1.cms.RecipientInfo;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.cms.CMSException;
import org.bouncycastle.cms.PasswordRecipient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.fixture.Identity;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/** Envelopes that probe how they are refused, to learn about their content. */
class EnvelopeAttackTest {
    private static final Identity CLIENT =
            TestCertificate.of("CN=client", TestKeys.rsa("client")).selfSigned();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AlgorithmPolicy ANY = AlgorithmPolicy.compatible();

    /** Generates one byte only, so that the content key of a message is known. */
    private static final class Constant extends SecureRandom {
        private static final long serialVersionUID = 1L;

        private final byte value;

        Constant(int value) {
            this.value = (byte) value;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            Arrays.fill(bytes, value);
        }
    }

    /** RFC 3218 §2.3.2: neither the time nor the message of the failure reveals whether the RSA padding was correct. */
    @ParameterizedTest
    @EnumSource(ContentCipher.class)
    void decryptsWithASubstituteIfTheContentKeyDoesNotDecrypt(ContentCipher cipher) throws Exception {
        SecureRandom key = new Constant(0x13);
        Bytes content = Bytes.of(new byte[40]);
        Bytes envelope = new EnvelopeWriter(cipher, key).write(content, CLIENT.recipient());
        for (byte[] wrong : new byte[][] {new byte[256], new byte[0], new byte[300], encrypted(new byte[3])}) {
            Bytes changed = withEncryptedKey(envelope, wrong);
            for (SecureRandom substitute : List.of(key, new Constant(0x24))) {
                assertThatThrownBy(() -> new EnvelopeReader(ANY, substitute).read(changed, CLIENT.envelopeKey()))
                        .isInstanceOf(CryptoException.class)
                        .hasMessageStartingWith("the message does not decrypt");
            }
        }
    }

    private static Bytes withEncryptedKey(Bytes envelope, byte[] key) throws Exception {
        EnvelopedData data = EnvelopedData.getInstance(
                ContentInfo.getInstance(envelope.toArray()).getContent());
        var info = (KeyTransRecipientInfo)
                RecipientInfo.getInstance(data.getRecipientInfos().getObjectAt(0))
                        .getInfo();
        var changed = new KeyTransRecipientInfo(
                info.getRecipientIdentifier(), info.getKeyEncryptionAlgorithm(), new DEROctetString(key));
        EnvelopedData all = new EnvelopedData(
                null, new DERSet(new RecipientInfo(changed)), data.getEncryptedContentInfo(), (ASN1Set) null);
        return Bytes.of(new ContentInfo(CMSObjectIdentifiers.envelopedData, all).getEncoded());
    }

    private static byte[] encrypted(byte[] key) throws Exception {
        Cipher rsa = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        rsa.init(Cipher.ENCRYPT_MODE, CLIENT.keys().getPublic());
        return rsa.doFinal(key);
    }

    @Test
    void reportsTheSameForEachDamagedPartOfAnEnvelope() throws ScepException {
        byte[] envelope = new EnvelopeWriter(ContentCipher.AES128, RANDOM)
                .write(Bytes.of(new byte[40]), CLIENT.recipient())
                .toArray();
        Set<String> messages = new HashSet<>();
        // The last bytes are the content and its padding, preceded by the encrypted key.
        for (int at = envelope.length - 330; at < envelope.length; at++) {
            byte[] damaged = Arrays.copyOf(envelope, envelope.length);
            damaged[at] ^= 0x55;
            try {
                new EnvelopeReader(AlgorithmPolicy.modern(), RANDOM).read(Bytes.of(damaged), CLIENT.envelopeKey());
            } catch (CryptoException e) {
                if (e.code() == ErrorCode.DECRYPTION) {
                    messages.add(e.getMessage());
                }
            } catch (ScepException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.MALFORMED);
            }
        }
        assertThat(messages).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 1_000_001, Integer.MAX_VALUE})
    void refusesAPasswordEnvelopeWithTooManyIterations(int iterations) {
        PasswordDecryptor opener = new PasswordDecryptor(Secret.of("secret"));
        PBKDF2Params parameters = new PBKDF2Params(new byte[8], iterations);
        AlgorithmIdentifier derivation = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBKDF2, parameters);
        assertThatThrownBy(() -> opener.calculateDerivedKey(PasswordRecipient.PKCS5_SCHEME2_UTF8, derivation, 128))
                .isInstanceOf(CMSException.class)
                .hasMessageContaining("iterations");
    }
}
