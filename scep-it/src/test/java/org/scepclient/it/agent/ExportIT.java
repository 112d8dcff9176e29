package org.scepclient.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.it.app.App;
import org.scepclient.it.app.Programs;
import org.scepclient.it.app.Setup;
import org.scepclient.it.app.TestCa;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;

/** {@code scepclient export} in a success script; OpenSSL and keytool read the files. */
class ExportIT {
    private static final App APP = App.packaged();
    private static final Path OPENSSL = Programs.require("openssl", "openssl");
    private static final Path KEYTOOL = Path.of(System.getProperty("java.home"), "bin", "keytool");

    @TempDir
    Path directory;

    @Test
    void writesWhatOtherProgramsRead() throws Exception {
        Files.writeString(directory.resolve("word"), "correct horse\n");
        try (TestCa ca = TestCa.start(APP, Setup.INTERMEDIATE, directory)) {
            Router router = Router.at(APP, directory.resolve("device"), ca.url())
                    .challenge(ca.challenge())
                    .script("SUCCESS_SCRIPT", script());
            router.check().run().mustSucceed();
        }
        String serial = openssl("x509", "-serial", "-noout", "-in", file("all.pem"));
        assertThat(serial).startsWith("serial=");
        String key = openssl("pkey", "-in", file("all.pem"));
        for (String store : new String[] {"new.p12", "old.p12"}) {
            assertThat(openssl("pkcs12", "-in", file(store), "-passin", "file:" + file("word"), "-nodes", "-nocerts"))
                    .contains(key);
            assertThat(openssl("pkcs12", "-in", file(store), "-passin", "file:" + file("word"), "-nokeys"))
                    .contains("CN = Test CA")
                    .containsSubsequence("BEGIN CERTIFICATE", "BEGIN CERTIFICATE", "BEGIN CERTIFICATE");
        }
        assertThat(pkcs12Algorithms("new.p12")).contains("AES-256-CBC").doesNotContain("3-KeyTripleDES");
        assertThat(pkcs12Algorithms("old.p12")).contains("3-KeyTripleDES").doesNotContain("AES", "RC2");
        for (String store : new String[] {"new.p12", "device.jks"}) {
            assertThat(Command.of(KEYTOOL, "-list", "-keystore", file(store), "-storepass:file", file("word"))
                            .run()
                            .mustSucceed()
                            .out())
                    .contains("scepclient, ", "PrivateKeyEntry");
        }
    }

    private String script() {
        String word = " --password file:" + file("word") + " --out " + directory + "/";
        return "set -e; scepclient export --format pem --out " + file("all.pem")
                + "; scepclient export --format p12" + word + "new.p12"
                + "; scepclient export --format p12 --legacy" + word + "old.p12"
                + "; scepclient export --format jks" + word + "device.jks";
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    private String pkcs12Algorithms(String store) {
        return openssl("pkcs12", "-in", file(store), "-passin", "file:" + file("word"), "-noout", "-info");
    }

    /** Output and notes of OpenSSL without its legacy algorithms. */
    private static String openssl(Object... arguments) {
        Finished ended = Command.of(OPENSSL).and(arguments).run().mustSucceed();
        return ended.out() + ended.err();
    }
}
