package org.scepclient.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.PrivateKey;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.value.Secret;

class PemWriterTest {
    private final SecureRandom random = new SecureRandom();

    @Test
    void writesTheSameAsOpenssl() throws Exception {
        assertThat(PemWriter.privateKey(key("rsa-pkcs8.pem"))).isEqualTo(TestFile.text("rsa-pkcs8.pem"));
        assertThat(PemWriter.rsaPrivateKey(key("rsa-pkcs8.pem"))).isEqualTo(TestFile.text("rsa-pkcs1.pem"));
        assertThat(PemWriter.request(TestFile.read("request.pem").request())).isEqualTo(TestFile.text("request.pem"));
        assertThat(PemWriter.message(TestFile.read("message-pkcs7.pem").message()))
                .isEqualTo(TestFile.text("message-pkcs7.pem"));
        assertThat(TestFile.text("crl-text.pem"))
                .endsWith(PemWriter.crl(TestFile.read("crl-text.pem").crls().getFirst()));
    }

    @Test
    void writesCertificatesOneAfterTheOther() throws Exception {
        var certificates = TestFile.read("certificates-text.pem").certificates();

        String text = PemWriter.certificates(certificates);

        assertThat(text)
                .isEqualTo(
                        PemWriter.certificate(certificates.getFirst()) + PemWriter.certificate(certificates.getLast()));
        assertThat(PemReader.of(text, "x").certificates()).isEqualTo(certificates);
        assertThat(text.lines()).allMatch(line -> line.length() <= 64);
        assertThat(text).endsWith("-----END CERTIFICATE-----\n").doesNotContain("\r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa-pkcs8.pem", "ec-pkcs8.pem"})
    void encryptsKeysThatItReadsBack(String name) throws Exception {
        PrivateKey key = key(name);

        String text = PemWriter.encryptedPrivateKey(key, TestFile.PASSPHRASE, random);

        assertThat(text).startsWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
        assertThat(PemReader.of(text, "x").privateKey(place -> TestFile.PASSPHRASE))
                .isEqualTo(key);
    }

    @Test
    void encryptsTheSameKeyDifferentlyEachTime() throws Exception {
        PrivateKey key = key("ec-pkcs8.pem");

        assertThat(PemWriter.encryptedPrivateKey(key, TestFile.PASSPHRASE, random))
                .isNotEqualTo(PemWriter.encryptedPrivateKey(key, TestFile.PASSPHRASE, random));
    }

    @Test
    void refusesAnEmptyPassphrase() {
        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> PemWriter.encryptedPrivateKey(key("ec-pkcs8.pem"), Secret.of(""), random))
                .withMessage("the passphrase for the private key is empty");
    }

    @Test
    void refusesPkcs1ForAKeyThatIsNotRsa() {
        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> PemWriter.rsaPrivateKey(key("ec-pkcs8.pem")))
                .withMessage("a key of type EC has no PKCS#1 form; write PKCS#8");
    }

    @Test
    void refusesAKeyThatCannotLeaveItsToken() {
        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> PemWriter.privateKey(new TokenKey()))
                .withMessage("the private key cannot leave its token")
                .returns(ErrorCode.KEY_UNUSABLE, CryptoException::code);
    }

    /** A key like those of PKCS#11 providers. */
    private static final class TokenKey implements PrivateKey {
        private static final long serialVersionUID = 1L;

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        @SuppressWarnings("NullAway")
        public String getFormat() {
            return null;
        }

        @Override
        @SuppressWarnings("NullAway")
        public byte[] getEncoded() {
            return null;
        }
    }

    private static PrivateKey key(String name) throws Exception {
        return TestFile.read(name).privateKey(PassphraseSource.none());
    }
}
