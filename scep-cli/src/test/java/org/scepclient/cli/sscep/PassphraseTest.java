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

/** Encrypted private keys. */
class PassphraseTest {
    @TempDir
    Path dir;

    private TestCa ca;
    private SscepFixture fixture;

    @BeforeEach
    void prepare() throws Exception {
        ca = TestCa.start(SscepFixture.ca().build());
        fixture = new SscepFixture(dir).device("dev", DeviceKeys.FIRST);
        fixture.getCa(ca);
        fixture.write(
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
        assertThat(fixture.with("KEYPASS", "s3cret")
                        .enroll(ca, "dev", "--passphrase", "env:KEYPASS")
                        .exitCode())
                .isZero();
    }

    @Test
    void isOpenedWithAPassphraseFromAFile() throws Exception {
        fixture.write("pass", "s3cret\n");
        CommandRun run = fixture.enroll(ca, "dev", "--passphrase", "file:" + fixture.file("pass"));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void isOpenedWithASourceThatTheConfigurationFileNames() throws Exception {
        fixture.write("c.cnf", "[sscep]\nPassphraseSource = env:KEYPASS\n").with("KEYPASS", "s3cret");
        assertThat(fixture.enroll(ca, "dev", "-f", "@c.cnf").exitCode()).isZero();
    }

    @Test
    void staysClosedWithAnotherPassphrase() {
        CommandRun run = fixture.with("KEYPASS", "hunter2").enroll(ca, "dev", "-d", "--passphrase", "env:KEYPASS");
        assertThat(run.exitCode()).isEqualTo(93);
        assertThat(run.err()).contains("dev.key: ").contains("passphrase is wrong");
        assertThat(run.out() + run.err()).doesNotContain("hunter2");
    }

    @Test
    void isRequestedAtTheTerminalWhichMayBeMissing() {
        CommandRun run = fixture.enroll(ca, "dev");
        assertThat(run.exitCode()).isEqualTo(93);
        assertThat(run.errorLines())
                .singleElement()
                .asString()
                .isEqualTo(
                        "sscep: passphrase of dev.key: cannot prompt without a terminal; use env:NAME or file:PATH [storage]");
    }

    @Test
    void hasNoPassphraseOnTheCommandLine() {
        CommandRun run = fixture.enroll(ca, "dev", "--passphrase", "s3cret");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).doesNotContain("s3cret");
    }
}
