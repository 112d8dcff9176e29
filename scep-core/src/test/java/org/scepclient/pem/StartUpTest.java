package org.scepclient.pem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class StartUpTest {
    @Test
    void loadsNothingForEncryptedKeysWhenTheKeyIsPlain() throws Exception {
        String classes = classesLoadedFor("rsa-pkcs8.pem");

        assertThat(classes).contains("org.scepclient.pem.PrivateKeyDecoder ");
        assertThat(classes)
                .doesNotContain(
                        "org.scepclient.pem.EncryptedPrivateKey",
                        "org.scepclient.pem.Pbes",
                        "org.scepclient.pem.KeyDerivation",
                        "org.scepclient.pem.CbcScheme",
                        "org.bouncycastle.crypto.",
                        "BouncyCastleProvider",
                        "javax.crypto.Cipher");
    }

    @Test
    void registersNoProviderEvenForEncryptedKeys() throws Exception {
        assertThat(classesLoadedFor("pbes2-aes-256-cbc.pem"))
                .contains("org.scepclient.pem.Pbes2 ")
                .doesNotContain("BouncyCastleProvider");
    }

    private static String classesLoadedFor(String name) throws Exception {
        Process java = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-Xlog:class+load:stdout",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        name)
                .redirectErrorStream(true)
                .start();
        String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(java.waitFor()).as(output).isZero();
        return output;
    }

    /** Reads one key in a separate JVM. */
    static final class Main {
        private Main() {}

        public static void main(String[] args) throws Exception {
            TestFile.read(args[0]).privateKey(place -> TestFile.PASSPHRASE);
        }
    }
}
