package org.scepclient.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.example.TokenKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.crypto.Cipher;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.CryptoException;
import org.scepclient.fixture.TestAuthority;
import org.scepclient.pem.PemReader;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.value.Secret;

/** Tests with SoftHSM2, whose configuration the build sets in the environment of this process. */
class Pkcs11TokenTest {
    private static final String MODULE = "/usr/lib/softhsm/libsofthsm2.so";
    private static final Secret PIN = Secret.of("1234");

    private static Pkcs11Token token;
    private static String wrongPin;

    @BeforeAll
    static void makeToken() throws Exception {
        String configuration = System.getenv("SOFTHSM2_CONF");
        assumeTrue(configuration != null && Files.exists(Path.of(MODULE)), "needs softhsm2 and opensc");
        Path file = Path.of(configuration);
        Path tokens = file.resolveSibling("tokens-" + ProcessHandle.current().pid());
        Files.createDirectories(tokens);
        Files.writeString(file, "directories.tokendir = " + tokens + "\nlog.level = ERROR\n");
        run("softhsm2-util", "--init-token", "--free", "--label", "test", "--so-pin", "4321", "--pin", "1234");
        tool("--keypairgen", "--key-type", "rsa:2048", "--id", "01", "--label", "bare");
        tool("--keypairgen", "--key-type", "rsa:2048", "--id", "0a", "--label", "twice");
        tool("--keypairgen", "--key-type", "rsa:2048", "--id", "0b", "--label", "twice");
        tool("--keypairgen", "--key-type", "rsa:2048", "--id", "02", "--label", "certified");
        tool("--keypairgen", "--key-type", "rsa:2048", "--id", "03", "--label", "Gerät 7");
        tool("--keypairgen", "--key-type", "rsa:2048", "--id", "04");
        // First of all, because a process that is logged in to a token is not asked for the PIN again.
        CryptoException refused = catchThrowableOfType(
                CryptoException.class, () -> Pkcs11Token.open(Pkcs11Token.moduleAt(MODULE), Secret.of("0000")));
        wrongPin = refused.getMessage();
        token = Pkcs11Token.open(Pkcs11Token.moduleAt(MODULE), PIN);
        certify(file.resolveSibling("certified.der"));
        token = Pkcs11Token.open(Pkcs11Token.moduleAt(MODULE), PIN);
    }

    private static void certify(Path der) throws Exception {
        LoadedKey key = token.key("certified");
        TestAuthority ca = new TestAuthority("CN=Token CA");
        Files.write(der, ca.issue("CN=device", key.publicKey()).getEncoded());
        tool("--write-object", der.toString(), "--type", "cert", "--id", "02", "--label", "certified");
    }

    private static void tool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("pkcs11-tool", "--module", MODULE, "--token-label", "test", "--login", "--pin", "1234"));
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    }

    private static void requireUsable(LoadedKey key) throws Exception {
        KeySourceTest.requireMatchingKeys(key);
        Cipher encrypt = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        encrypt.init(Cipher.ENCRYPT_MODE, key.publicKey());
        Cipher decrypt = Cipher.getInstance("RSA/ECB/PKCS1Padding", token.provider());
        decrypt.init(Cipher.DECRYPT_MODE, key.key().privateKey());
        assertThat(decrypt.doFinal(encrypt.doFinal(new byte[] {1, 2, 3}))).containsExactly(1, 2, 3);
    }

    @Test
    void usesKeyWithCertificateInTheToken() throws Exception {
        assertThat(token.labels().getFirst()).isEqualTo("certified");
        requireUsable(token.key("certified"));
    }

    @Test
    void listsKeysWithAndWithoutCertificateByNamesThatFindThem() throws Exception {
        assertThat(token.labels()).containsExactlyInAnyOrder("certified", "bare", "0a", "0b", "Gerät 7", "04");
        for (String label : token.labels()) {
            requireUsable(token.key(label));
        }
    }

    @Test
    void usesKeyWithoutCertificateByLabelAndById() throws Exception {
        LoadedKey key = token.key("bare");
        requireUsable(key);
        assertThat(token.key("01").publicKey()).isEqualTo(key.publicKey());
    }

    @Test
    void keepsTheKeyInTheToken() throws Exception {
        LoadedKey key = token.key("bare");
        assertThat(key.key().privateKey().getEncoded()).isNull();
        assertThat(key.key().provider()).contains(token.provider());
    }

    @Test
    void signsOnlyThroughTheTokensProvider() throws Exception {
        LoadedKey key = token.key("bare");
        assertThat(key.key().sign(DigestAlgorithm.SHA1, new byte[0])).hasSize(256);
        assertThat(key.key().sign(DigestAlgorithm.SHA512, new byte[0])).hasSize(256);
    }

    @Test
    void reportsAWrongPinWithoutShowingIt() {
        assertThat(wrongPin).contains("refused the PIN").doesNotContain("0000");
    }

    @Test
    void reportsAMissingLabel() {
        assertThatThrownBy(() -> token.key("absent"))
                .isInstanceOf(CryptoException.class)
                .hasMessageContaining("no RSA key with the label or ID 'absent'");
    }

    @Test
    void refusesLabelOfTwoKeys() {
        assertThatThrownBy(() -> token.key("twice")).hasMessageContaining("more than one RSA key");
    }

    @Test
    void reportsAMissingModule() {
        assertThatThrownBy(() -> Pkcs11Token.open(Pkcs11Token.moduleAt("/no/such/module.so"), PIN))
                .isInstanceOf(CryptoException.class)
                .hasMessageContaining("cannot load the PKCS#11 module")
                .hasMessageContaining("/no/such/module.so");
    }

    @Test
    void theProgramOfTheDocumentListsKeysAndEnrollsWithOne(@TempDir Path directory) throws Exception {
        Path pin = Files.writeString(directory.resolve("pin"), "1234\n");
        String keys = printed(MODULE, pin.toString());
        assertThat(keys.lines()).containsExactlyInAnyOrderElementsOf(token.labels());
        try (TestCa ca = TestCa.start(TestCaConfig.builder().build())) {
            String url = ca.url().toString();
            String certificates = printed(
                    MODULE, pin.toString(), "bare", url, ca.fingerprint().toString());
            assertThat(PemReader.of(certificates, "the output")
                            .certificates()
                            .getFirst()
                            .getPublicKey())
                    .isEqualTo(token.key("bare").publicKey());
        }
    }

    private static String printed(String... arguments) throws Exception {
        PrintStream out = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            TokenKey.main(arguments);
        } finally {
            System.setOut(out);
        }
        return printed.toString(StandardCharsets.UTF_8);
    }
}
