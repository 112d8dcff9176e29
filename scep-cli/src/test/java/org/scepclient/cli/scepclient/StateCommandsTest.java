package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.fault.Fault;

/** The output of {@code scepclient status} and {@code check} about a certificate that needs attention. */
class StateCommandsTest {
    @TempDir
    Path directory;

    private CommandRun command;
    private TestCa ca;
    private TestCa other;

    @BeforeEach
    void enroll() throws Exception {
        ca = start();
        other = start();
        command = new CommandRun()
                .with("SCEPCLIENT_SETTINGS", directory.resolve("settings"))
                .with("SCEPCLIENT_DATA", directory.resolve("data"));
        command.run("settings", "set", "SERIAL=7", "ENABLED=1", "URL=" + ca.url(), "MAX_AWAIT_RESULT=1");
        assertThat(command.run("check")).as(command.err()).isZero();
    }

    private static TestCa start() throws Exception {
        return TestCa.start(TestCaConfig.builder()
                .keys(new GeneratedKeyPairs(2048, new SecureRandom()))
                .build());
    }

    @AfterEach
    void end() {
        Thread.interrupted();
        ca.close();
        other.close();
    }

    private String status() {
        assertThat(command.run("status")).isZero();
        return command.out();
    }

    @Test
    void showTheMoveToAnotherCa() {
        command.run("settings", "set", "URL=" + other.url(), "CA_FINGERPRINT=" + other.fingerprint());
        String moving = "moving:     to the CA of " + other.url() + "; certificate ";
        assertThat(status())
                .contains("state:      Moving to another CA\n", moving, " stays in use until a new one is installed\n");
        other.fault(Fault.BAD_REQUEST);
        assertThat(command.run("check")).isEqualTo(72);
        assertThat(status()).contains("state:      Moving to another CA\n", moving, "; the last run failed at 20");
        command.run("status", "--json");
        assertThat(command.out())
                .contains("\"state\":\"Moving to another CA\"", "\"lastFailure\":\"the server refused the request");
    }

    @Test
    void showTheFingerprintOfARefusedCaAndTheRemedy() {
        command.run("settings", "set", "URL=" + other.url(), "CA_FINGERPRINT=" + ca.fingerprint());
        assertThat(command.run("renew")).isEqualTo(97);
        assertThat(status())
                .containsPattern("refused: +the server sent another CA; .*MOD_SCEPCLIENT_CA_FINGERPRINT\n")
                .containsPattern("last run: .*" + other.fingerprint());
    }

    @Test
    void showTheFailedScriptAsTheState() {
        command.run("settings", "set", "SUCCESS_SCRIPT=exit 3");
        assertThat(command.run("renew")).isEqualTo(76);
        assertThat(status())
                .contains("state:      Script failed\n")
                .containsPattern(
                        "script: +certificate [0-9A-F]+ is stored, but the success script ended with exit code 3");
        command.run("status", "--json");
        assertThat(command.out()).contains("\"state\":\"Script failed\"", "\"scriptFailure\":\"certificate ");
    }

    @Test
    void showTheStateWithoutAUsableCertificateAndReportWhy() throws Exception {
        Path key = directory.resolve("data/latest.key").toRealPath();
        Files.writeString(key, "foreign\n");
        assertThat(status())
                .contains("state:      Files missing or malformed\n")
                .doesNotContain("subject:");
        assertThat(command.run("check")).as(command.err()).isZero();
        assertThat(command.err())
                .contains(key + ": ", "; the certificate cannot be used, and another one is requested");
        assertThat(status()).contains("state:      Valid\n");
    }

    @Test
    void neverOpenAFifo() throws Exception {
        for (String name : new String[] {".settings.lock", "settings"}) {
            Path place = directory.resolve(name);
            Files.deleteIfExists(place);
            assertThat(new ProcessBuilder("mkfifo", place.toString()).start().waitFor())
                    .isZero();
        }
        for (String[] line : new String[][] {{"check"}, {"settings", "list"}, {"settings", "set", "KEEP_PAIRS=2"}}) {
            int status = assertTimeoutPreemptively(Duration.ofSeconds(20), () -> command.run(line));
            assertThat(status).isEqualTo(93);
            assertThat(command.err()).contains("it is not a file; remove it");
        }
    }

    @Test
    void showADifferentCertificateInEachCheck() {
        ca.fault(Fault.SUBJECT_REWRITTEN);
        assertThat(command.run("renew")).isZero();
        String difference = "subject: requested 'CN=router-7'";
        for (int i = 0; i < 2; i++) {
            assertThat(command.run("check")).isZero();
            assertThat(command.err()).contains("the certificate differs from the request; " + difference);
            assertThat(command.run("check", "--json")).isZero();
            assertThat(command.out()).contains("\"deviations\":[\"" + difference);
        }
    }

    @Test
    void showAnInterruptedRunAsOneAndNothingThatWaits() {
        ca.fault(Fault.BUSY_503);
        command.whileWaiting(duration -> {
            throw new InterruptedException();
        });
        assertThat(command.run("renew")).isEqualTo(79);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(status())
                .containsPattern("last run: +\\S+ re-enrollment interrupted: the run was interrupted")
                .doesNotContain("waiting:");
    }
}
