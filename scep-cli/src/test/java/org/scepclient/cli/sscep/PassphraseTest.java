package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.pem.PemWriter;
import org.scepclient.testca.TestCa;
import org.scepclient.value.Secret;

/** A private key that is encrypted. */
class PassphraseTest {
    @TempDir
    Path dir;

    private TestCa ca;
    private SscepFixture bench;

    @BeforeEach
    void prepare() throws Exception {
        ca = TestCa.start(SscepFixture.ca().build());
        bench = new SscepFixture(dir).device("dev", DeviceKeys.FIRST);
        bench.getCa(ca);
        bench.write(
                "dev.key",
                PemWriter.encryptedPrivateKey(
                        DeviceKeys.FIRST.key().privateKey(), Secret.of("s3cret"), new SecureRandom()));
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    @Test
    void isOpenedWithAPassphraseFromTheEnvironment() {
        assertThat(bench.with("KEYPASS", "s3cret")
                        .enroll(ca, "dev", "--passphrase", "env:KEYPASS")
                        .exitCode())
                .isZero();
    }

    @Test
    void isOpenedWithAPassphraseFromAFile() throws Exception {
        bench.write("pass", "s3cret\n");
        CommandRun run = bench.enroll(ca, "dev", "--passphrase", "file:" + bench.file("pass"));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void isOpenedWithASourceThatTheConfigurationFileNames() throws Exception {
        bench.write("c.cnf", "[sscep]\nPassphraseSource = env:KEYPASS\n").with("KEYPASS", "s3cret");
        assertThat(bench.enroll(ca, "dev", "-f", "@c.cnf").exitCode()).isZero();
    }

    @Test
    void staysClosedWithAnotherPassphrase() {
        CommandRun run = bench.with("KEYPASS", "hunter2").enroll(ca, "dev", "-d", "--passphrase", "env:KEYPASS");
        assertThat(run.exitCode()).isEqualTo(93);
        assertThat(run.err()).contains("dev.key: ").contains("passphrase is wrong");
        assertThat(run.out() + run.err()).doesNotContain("hunter2");
    }

    @Test
    void isAskedForAtTheTerminalWhichMayBeMissing() {
        CommandRun run = bench.enroll(ca, "dev");
        assertThat(run.exitCode()).isEqualTo(93);
        assertThat(run.complaints())
                .singleElement()
                .asString()
                .isEqualTo("sscep: passphrase of dev.key: cannot prompt without a terminal; use env:NAME or file:PATH");
    }

    @Test
    void hasNoPassphraseOnTheCommandLine() {
        CommandRun run = bench.enroll(ca, "dev", "--passphrase", "s3cret");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).doesNotContain("s3cret");
    }
}
