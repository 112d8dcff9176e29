package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.store.CertificateStore;
import org.scepclient.agent.store.RunLock;
import org.scepclient.file.FileOperations;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.authority.GeneratedKeyPairs;
import org.scepclient.testca.service.Approval;

/** {@code check}, {@code status}, {@code renew}, {@code reset} of {@code scepclient}. */
class AutomationCommandsTest {
    private static final GeneratedKeyPairs KEYS = new GeneratedKeyPairs(2048, new SecureRandom());

    @TempDir
    Path directory;

    private CommandRun command;
    private TestCa ca;

    @BeforeEach
    void place() throws Exception {
        ca = ca(Approval.AUTO);
        command = new CommandRun()
                .with("SCEPCLIENT_SETTINGS", directory.resolve("settings"))
                .with("SCEPCLIENT_DATA", directory.resolve("data"));
        command.run("settings", "set", "SERIAL=7", "ENABLED=1", "URL=" + ca.url());
    }

    @AfterEach
    void end() {
        ca.close();
    }

    private static TestCa ca(Approval approval) throws Exception {
        return TestCa.start(TestCaConfig.builder().keys(KEYS).approval(approval).build());
    }

    @Test
    void enrollAndShowTheState() {
        assertThat(command.run("status")).isZero();
        assertThat(command.out())
                .startsWith("Module scepClient not running\nCertificate not enrolled\n")
                .contains("next check: not scheduled");
        assertThat(command.run("check")).as(command.err()).isZero();
        command.run("status");
        assertThat(command.out().lines().limit(2))
                .containsExactly("Module scepClient not running", "Certificate enrolled " + serial());
        assertThat(command.out())
                .containsPattern("state: +Valid")
                .containsPattern("subject: +CN=router-")
                .containsPattern("issuer: +CN=Test CA, O=scepClient test CA")
                .containsPattern("valid: .* to .*, 36[45] days left")
                .containsPattern("renewal: +20")
                .containsPattern("last run: +20[-0-9T:]+Z enrollment enrolled");
    }

    @Test
    void enrollWithoutASubject() {
        assertThat(command.run("settings", "set", "SUBJECT=/")).isOne();
        assertThat(command.err())
                .contains("MOD_SCEPCLIENT_SUBJECT: a request without a subject needs an alternative name");
        assertThat(command.run("settings", "set", "SUBJECT=/", "ALT_NAME=DNS:SN.example.com"))
                .isZero();
        assertThat(command.run("check")).as(command.err()).isZero();
        assertThat(command.err()).contains(" for 'no subject, DNS:7.example.com', valid until ");
        command.run("status");
        assertThat(command.out())
                .containsPattern("state: +Valid")
                .containsPattern("subject: +no subject, DNS:7.example.com");
        assertThat(command.run("renew")).as(command.err()).isZero();
        assertThat(command.err()).contains(" for 'no subject, DNS:7.example.com', valid until ");
    }

    @Test
    void showWhyARunWaitsForTheServer() throws Exception {
        RunLock lock = CertificateStore.in(directory.resolve("data"), FileOperations.ofDisk())
                .lock();
        try (RunLock.Held run = lock.tryAcquire().orElseThrow()) {
            run.waiting(new RunLock.Outage(Instant.parse("2026-06-01T00:00:00.5Z"), "http://ca: connection refused"));
            command.run("status");
            assertThat(command.out())
                    .contains("no answer:  http://ca: connection refused; next attempt at 2026-06-01T00:00:00Z\n");
        }
    }

    @Test
    void printTheStateAsOneObject() {
        command.run("check");
        assertThat(command.run("status", "--json")).isZero();
        assertThat(command.out().lines()).hasSize(1);
        assertThat(command.out())
                .startsWith("{\"command\":\"status\",\"module\":\"Module scepClient not running\"")
                .contains(
                        "\"certificate\":\"Certificate enrolled " + serial() + "\"",
                        "\"nextCheck\":null",
                        "\"runs\":[{")
                .endsWith(",\"exitCode\":0}\n");
    }

    @Test
    void renewNowAndEnrollAgainOnRequest() {
        command.run("check");
        assertThat(command.run("renew")).isZero();
        assertThat(command.err()).contains("sending RenewalReq");
        command.run("settings", "set", "SUBJECT=/CN=another");
        assertThat(command.run("renew", "--anew")).isZero();
        assertThat(command.err()).contains("sending PKCSReq", "'CN=another'");
        assertThat(ca.issued()).hasSize(3);
    }

    @Test
    void discardAPendingRequestAndNothingElse() throws Exception {
        command.run("check");
        String used = serial();
        ca.close();
        ca = ca(Approval.MANUAL);
        command.run("settings", "set", "URL=" + ca.url(), "AWAIT_RESULT=60", "MAX_AWAIT_RESULT=1");
        command.whileWaiting(duration -> {
            throw new InterruptedException();
        });
        assertThat(command.run("renew", "--anew")).isEqualTo(3);
        assertThat(Thread.interrupted()).isTrue();
        command.run("status");
        assertThat(command.out()).containsPattern("waiting: +transaction [0-9A-F]{64}, until 20");
        assertThat(command.run("reset")).isZero();
        assertThat(command.out()).containsPattern("Discarded the pending request, transaction [0-9A-F]{64}");
        assertThat(command.run("reset")).isZero();
        assertThat(command.out()).isEqualTo("There is no pending request.\n");
        command.run("status");
        assertThat(command.out()).contains("Certificate enrolled " + used).doesNotContain("waiting:");
    }

    @Test
    void forgetTheCapabilities() throws Exception {
        Path offered = directory.resolve("data/offered");
        for (String option : new String[] {"--capabilities", "--ca"}) {
            assertThat(command.run("renew")).as(command.err()).isZero();
            assertThat(offered).content().contains("offered: SCEPStandard");
            assertThat(command.run("reset")).isZero();
            assertThat(offered).exists();
            assertThat(command.run("reset", option)).isZero();
            assertThat(command.out()).contains("Forgot the capabilities of the server.");
            assertThat(offered).doesNotExist();
        }
        assertThat(command.run("reset", "--ca")).isZero();
        assertThat(command.out())
                .isEqualTo("No CA is trusted yet.\nNo capabilities are known.\nThere is no pending request.\n");
    }

    @Test
    void nameTheRemedyWhileTheAutomationIsDisabled() {
        command.run("settings", "set", "ENABLED=0");
        assertThat(command.run("check")).isZero();
        assertThat(command.err()).contains("nothing was done", "'scepclient settings set ENABLED=1'");
        assertThat(command.err()).doesNotContain("[argument]");
        assertThat(command.run("renew")).isEqualTo(1);
        assertThat(command.err())
                .contains("nothing was done", "'scepclient settings set ENABLED=1'")
                .endsWith(" [argument]");
        assertThat(ca.issued()).isEmpty();
    }

    @Test
    void nameTheSettingAndTheRemedyWhenTheChallengeIsMissing() throws Exception {
        ca.close();
        ca = TestCa.start(TestCaConfig.builder()
                .keys(KEYS)
                .challenge(org.scepclient.value.Secret.of("x"))
                .build());
        command.run("settings", "set", "URL=" + ca.url());
        assertThat(command.run("check")).isEqualTo(72);
        assertThat(command.err()).contains("scepclient settings challenge");
    }

    private String serial() {
        return String.format("%X", ca.issued().getLast().getSerialNumber());
    }
}
