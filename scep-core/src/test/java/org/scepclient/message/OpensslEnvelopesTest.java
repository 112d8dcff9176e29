package org.scepclient.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cms.AlgorithmPolicy;
import org.scepclient.cms.ContentCipher;
import org.scepclient.cms.EnvelopeKey;
import org.scepclient.cms.EnvelopeReader;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.SignedMessage;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.pem.PassphraseSource;
import org.scepclient.pem.PemReader;
import org.scepclient.value.Bytes;
import org.scepclient.value.Secret;

/** Envelopes and signatures of OpenSSL that go beyond what RFC 8894 asks for; the README beside them tells how. */
class OpensslEnvelopesTest {
    private static final AlgorithmPolicy MODERN = AlgorithmPolicy.modern();

    private static Bytes resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(OpensslEnvelopesTest.class.getResourceAsStream(name), name)) {
            return Bytes.of(in.readAllBytes());
        }
    }

    private static PemReader pem(String name) throws Exception {
        return PemReader.of(new String(resource(name).toArray(), StandardCharsets.US_ASCII), name);
    }

    private static EnvelopeKey.PrivateKey key(String name) throws Exception {
        return new EnvelopeKey.PrivateKey(
                ProviderKey.of(pem("openssl-" + name + "-key.pem").privateKey(PassphraseSource.none())),
                pem("openssl-" + name + ".pem").certificate());
    }

    private static Bytes read(String name, EnvelopeKey key) throws Exception {
        return read(name, key, MODERN);
    }

    private static Bytes read(String name, EnvelopeKey key, AlgorithmPolicy policy) throws Exception {
        return new EnvelopeReader(policy, Exchange.RANDOM).read(resource("openssl-" + name + ".der"), key);
    }

    @ParameterizedTest
    @CsvSource({
        "agreed-sha1, ec",
        "agreed-sha224, ec",
        "agreed-sha256, ec",
        "agreed-sha384, ec",
        "agreed-sha512, ec",
        "agreed-cofactor, ec",
        "agreed-keyid, ec",
        "agreed-p384, ec384",
        "agreed-second, ec",
        "agreed-second, ec384",
        "agreed-second, rsa",
        "envelope-keyid, rsa",
        "envelope-second, rsa",
        "envelope-second, ec",
        "envelope-oaep-sha1, rsa",
        "envelope-oaep-sha256, rsa",
        "envelope-oaep-label, rsa",
        "gcm-128, rsa",
        "gcm-192, rsa",
        "gcm-256, rsa",
        "gcm-agreed, ec"
    })
    void opensWhatIsForItsKey(String name, String key) throws Exception {
        assertThat(read(name, key(key))).isEqualTo(resource("openssl-certificates.der"));
    }

    /** Which of both a server uses for an EC key shows only in its reply. */
    @Test
    void opensWithTheKeyOrThePassword() throws Exception {
        EnvelopeKey either = new EnvelopeKey.KeyOrPassword(key("ec"), new EnvelopeKey.Password(Secret.of("secret")));
        for (String name : new String[] {"agreed-sha256", "password-aes-128-cbc"}) {
            assertThat(read(name, either)).isEqualTo(resource("openssl-certificates.der"));
        }
    }

    @Test
    void readsTripleDesAsKeyWrapOnlyWhereThePolicyDoes() throws Exception {
        assertThat(read("agreed-des3", key("ec"), AlgorithmPolicy.legacy()))
                .isEqualTo(resource("openssl-certificates.der"));
        assertThatThrownBy(() -> read("agreed-des3", key("ec")))
                .isInstanceOf(CryptoException.class)
                .hasMessageContaining("DES3");
    }

    @ParameterizedTest
    @CsvSource({"agreed-sha256, ec384", "envelope-keyid, ec", "agreed-keyid, rsa", "envelope-keyid, other"})
    void refusesWhatIsForAnotherKey(String name, String key) throws Exception {
        EnvelopeKey own = key.equals("other") ? Exchange.CLIENT.envelopeKey() : key(key);
        assertThatThrownBy(() -> read(name, own))
                .isInstanceOfSatisfying(
                        ScepException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DECRYPTION));
    }

    @Test
    void namesAnUnsupportedAlgorithm() {
        assertThatThrownBy(() -> read("envelope-camellia", key("rsa")))
                .isInstanceOfSatisfying(CryptoException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.ALGORITHM_REFUSED);
                    assertThat(e.refusedByPolicy()).isFalse();
                })
                .hasMessage("the message is encrypted with the unsupported algorithm Camellia-128-CBC"
                        + " (1.2.392.200011.61.1.1.1.2)");
    }

    @Test
    void reportsTheStrengthOfTheCipherInGcmModeToo() throws Exception {
        EnvelopeReader.Opened opened =
                new EnvelopeReader(MODERN, Exchange.RANDOM).open(resource("openssl-gcm-192.der"), key("rsa"));
        assertThat(opened.cipher()).isEqualTo(ContentCipher.AES192);
    }

    /** The last 16 bytes are the tag, those before it the content. */
    @ParameterizedTest
    @ValueSource(strings = {"gcm-128", "gcm-192", "gcm-256"})
    void acceptsNoByteOfAGcmMessageOrItsTagChanged(String name) throws Exception {
        byte[] message = resource("openssl-" + name + ".der").toArray();
        EnvelopeKey key = key("rsa");
        for (int at = message.length - 40; at < message.length; at++) {
            byte[] damaged = message.clone();
            damaged[at] ^= 1;
            assertThatThrownBy(() -> new EnvelopeReader(MODERN, Exchange.RANDOM).read(Bytes.of(damaged), key))
                    .isInstanceOf(ScepException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"pss-sha256", "pss-sha384", "pss-salt20"})
    void verifiesRsaPss(String name) throws Exception {
        SignedMessage message = SignedMessage.decode(resource("openssl-signed-" + name + ".der"), MODERN);
        assertThat(message.isSignedBy(pem("scepserver-ca.pem").certificate().getPublicKey()))
                .isTrue();
        assertThat(message.isSignedBy(Exchange.CA.keys().getPublic())).isFalse();
        assertThat(message.namesSigner(pem("scepserver-ca.pem").certificate())).isTrue();
        assertThat(message.namesSigner(Exchange.CA.certificate())).isFalse();
        byte[] damaged = resource("openssl-signed-" + name + ".der").toArray();
        damaged[damaged.length - 1] ^= 1;
        assertThat(SignedMessage.decode(Bytes.of(damaged), MODERN)
                        .isSignedBy(pem("scepserver-ca.pem").certificate().getPublicKey()))
                .isFalse();
    }
}
