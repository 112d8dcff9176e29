package org.scepclient.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.CryptoException;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.StorageException;
import org.scepclient.pem.PassphraseSource;
import org.scepclient.pem.PemWriter;
import org.scepclient.value.Secret;

class KeySourceTest {
    private final KeyGeneration generation = new KeyGeneration(new SecureRandom());

    @TempDir
    private Path directory;

    private Path file(String pem) throws Exception {
        return Files.writeString(directory.resolve("key.pem"), pem, StandardCharsets.US_ASCII);
    }

    static void requireMatchingKeys(LoadedKey key) throws Exception {
        byte[] content = "proof".getBytes(StandardCharsets.US_ASCII);
        Signature check = Signature.getInstance(
                DigestAlgorithm.SHA256.signatureName(key.publicKey().getAlgorithm()));
        check.initVerify(key.publicKey());
        check.update(content);
        assertThat(check.verify(key.key().sign(DigestAlgorithm.SHA256, content)))
                .isTrue();
    }

    @Test
    void generatesRsaKeyOfTheRequestedSize() throws Exception {
        LoadedKey key = generation.rsa(2048);
        assertThat(((RSAPublicKey) key.publicKey()).getModulus().bitLength()).isEqualTo(2048);
        requireMatchingKeys(key);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 512, 20_000})
    void refusesUnsupportedSize(int bits) {
        assertThatThrownBy(() -> generation.rsa(bits))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining("2048, 3072 or 4096");
    }

    @Test
    void refusesUnknownCurve() {
        assertThatThrownBy(() -> generation.ec("secp1r1")).hasMessageContaining("secp1r1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void derivesPublicKeyOfEcKeyInFile(String curve) throws Exception {
        LoadedKey made = generation.ec(curve);
        requireMatchingKeys(made);
        LoadedKey read = LoadedKey.read(file(PemWriter.privateKey(made.key().privateKey())));
        assertThat(read.publicKey()).isEqualTo(made.publicKey());
        requireMatchingKeys(read);
    }

    @Test
    void readsRsaKeyInEitherForm() throws Exception {
        LoadedKey made = generation.rsa(2048);
        for (String pem : new String[] {
            PemWriter.privateKey(made.key().privateKey()),
            PemWriter.rsaPrivateKey(made.key().privateKey())
        }) {
            assertThat(LoadedKey.read(file(pem)).publicKey()).isEqualTo(made.publicKey());
        }
    }

    @Test
    void requestsPassphraseOfEncryptedKey() throws Exception {
        LoadedKey made = generation.rsa(2048);
        Path file = file(PemWriter.encryptedPrivateKey(made.key().privateKey(), Secret.of("open"), new SecureRandom()));
        PassphraseSource right = place -> Secret.of("open");
        assertThat(LoadedKey.read(file, right, Optional.empty()).publicKey()).isEqualTo(made.publicKey());
        assertThatThrownBy(() -> LoadedKey.read(file)).hasMessageContaining("there is no passphrase");
        PassphraseSource wrong = place -> Secret.of("shut");
        assertThatThrownBy(() -> LoadedKey.read(file, wrong, Optional.empty()))
                .isInstanceOf(CryptoException.class)
                .hasMessageNotContaining("shut");
    }

    @Test
    void namesTheFileThatCannotBeRead() {
        Path absent = directory.resolve("absent.pem");
        assertThatThrownBy(() -> LoadedKey.read(absent))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining(absent.toString());
    }

    @Test
    void operatesOnKeyWithNamedProvider() throws Exception {
        LoadedKey made = generation.rsa(2048);
        Path file = file(PemWriter.privateKey(made.key().privateKey()));
        var provider = Security.getProvider("SunRsaSign");
        LoadedKey read = LoadedKey.read(file, PassphraseSource.none(), Optional.of(provider));
        assertThat(read.key().provider()).contains(provider);
        requireMatchingKeys(read);
    }
}
