package org.scepclient.pem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URISyntaxException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.CryptoException;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.value.Secret;

class PrivateKeyTest {
    private final List<String> asked = new ArrayList<>();
    private final PassphraseSource passphrase = place -> {
        asked.add(place);
        return TestFile.PASSPHRASE;
    };

    static List<String> encryptedKeys() throws IOException, URISyntaxException {
        return TestFile.names("{pbes1,pbes2,traditional}-*.pem");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ec-sec1.pem", "ec-pkcs8.pem", "rsa-pkcs1.pem", "rsa-pkcs8.pem", "ed25519.pem"})
    void readsAnUnencryptedKeyWithoutAPassphrase(String name) throws Exception {
        assertThat(TestFile.read(name).privateKey(passphrase)).isNotNull();
        assertThat(asked).isEmpty();
    }

    @Test
    void readsTheSameKeyFromEveryForm() throws Exception {
        assertThat(key("ec-sec1.pem")).isEqualTo(key("ec-pkcs8.pem"));
        assertThat(key("rsa-pkcs1.pem")).isEqualTo(key("rsa-pkcs8.pem"));
    }

    @ParameterizedTest
    @MethodSource("encryptedKeys")
    void decryptsKeysOfOpenssl(String name) throws Exception {
        PrivateKey clear = key(name.equals("traditional-rsa.pem") ? "rsa-pkcs8.pem" : "ec-pkcs8.pem");

        assertThat(TestFile.read(name).privateKey(passphrase)).isEqualTo(clear);
        assertThat(asked).containsExactly(name);
    }

    @ParameterizedTest
    @MethodSource("encryptedKeys")
    void reportsAWrongPassphrase(String name) {
        refused(name, place -> Secret.of("zlutoucky"), name + ": the passphrase is wrong or the ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"pbes2-aes-256-cbc.pem", "traditional-aes256.pem"})
    void reportsAMissingPassphrase(String name) {
        refused(name, PassphraseSource.none(), name + ": the private key is encrypted, but there is no passphrase");
    }

    @Test
    void passesTheErrorOfThePassphraseSource() {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> TestFile.read("pbes2-aes-256-cbc.pem").privateKey(place -> {
                    throw new StorageException("pass.txt", "cannot be read");
                }))
                .withMessage("pass.txt: cannot be read");
    }

    @Test
    void reportsAnUnsupportedTypeOfKey() {
        String text = TestFile.text("ec-pkcs8.pem").replace("PRIVATE KEY", "DSA PRIVATE KEY");

        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> PemReader.of(text, "dsa.pem").privateKey(passphrase))
                .withMessage(
                        "dsa.pem: cannot use the private key in the block DSA PRIVATE KEY in line 1: keys of this type are"
                                + " not supported; use an RSA or EC key");
    }

    @Test
    void explainsTheConversionOfOpensshKeys() {
        String text = "-----BEGIN OPENSSH PRIVATE KEY-----\nb3Blbg==\n-----END OPENSSH PRIVATE KEY-----\n";

        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> PemReader.of(text, "id_rsa").privateKey(passphrase))
                .withMessageContaining("convert the key with ssh-keygen -p -m PEM");
    }

    @Test
    void neverShowsTheKeyInAnError() {
        String text = TestFile.text("rsa-pkcs8.pem");
        String damaged = text.replace("MII", "MMM");
        String secret = text.lines().skip(3).findFirst().orElseThrow();

        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> PemReader.of(damaged, "k.pem").privateKey(passphrase))
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain(secret));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DEK-Info: AES-256-GCM,00            | encrypted with an unknown cipher: DEK-Info AES-256-GCM
            DEK-Info: AES-256-CBC               | DEK-Info has no valid IV
            DEK-Info: AES-256-CBC,0011          | DEK-Info has no valid IV
            DEK-Info: AES-256-CBC,xx            | DEK-Info has no valid IV
            DEK-Info: AES-256-CBC,0011223344556677 | the private key cannot be decrypted
            """)
    void reportsInvalidHeaders(String header, String message) {
        String text = TestFile.text("traditional-aes256.pem").replaceAll("DEK-Info:.*", header);

        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> PemReader.of(text, "k.pem").privateKey(passphrase))
                .withMessageContaining(message);
    }

    @Test
    void refusesIterationCountsThatWouldTakeHours() throws Exception {
        String text = PemWriter.encryptedPrivateKey(key("ec-pkcs8.pem"), TestFile.PASSPHRASE, new SecureRandom());
        byte[] der = PemText.blocks(text, "k").getFirst().content("k");
        int count = indexOf(der, new byte[] {2, 3, 9, 0x27, (byte) 0xc0});
        der[count + 2] = 0x7f;

        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> PemReader.of(PemText.write("ENCRYPTED PRIVATE KEY", der), "k.pem")
                        .privateKey(passphrase))
                .withMessageContaining("iterations 8333248, expected 1 to 5000000")
                .satisfies(e -> assertThat(asked).isEmpty());
    }

    private static int indexOf(byte[] content, byte[] sought) {
        for (int at = 0; at + sought.length <= content.length; at++) {
            if (Arrays.equals(content, at, at + sought.length, sought, 0, sought.length)) {
                return at;
            }
        }
        throw new AssertionError("not found");
    }

    private static void refused(String name, PassphraseSource passphrases, String message) {
        assertThatExceptionOfType(CryptoException.class)
                .isThrownBy(() -> TestFile.read(name).privateKey(passphrases))
                .withMessageStartingWith(message)
                .returns(ErrorCode.KEY_UNUSABLE, CryptoException::code);
    }

    private static PrivateKey key(String name) throws ScepException {
        return TestFile.read(name).privateKey(PassphraseSource.none());
    }
}
