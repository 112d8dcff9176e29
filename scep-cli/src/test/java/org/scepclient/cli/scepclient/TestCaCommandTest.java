package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.service.Approval;

class TestCaCommandTest {
    @TempDir
    Path directory;

    private final CommandRun command = new CommandRun();

    @Test
    void warnsThatTheTestCaIsNotForProductionAndRunsUntilStopped() {
        CommandRun client = new CommandRun();
        command.whileWaiting(duration -> {
            String url = command.out().replaceFirst("(?s).*url +(\\S+).*", "$1");
            assertThat(client.run("ca", "--url", url)).isZero();
            throw new InterruptedException();
        });

        assertThat(command.run("testca", "--port", "0", "--ra", "split", "--intermediate"))
                .isZero();

        assertThat(command.out())
                .startsWith("Not for production: new keys at each start, and nothing is stored."
                        + "\n  url          http://127.0.0.1:")
                .endsWith("Press Ctrl-C to stop.\n");
        assertThat(client.out()).contains("Test RA");
    }

    @Test
    void listsTheFaults() {
        assertThat(command.run("testca", "--list-faults")).isZero();

        assertThat(command.out().lines()).hasSize(Fault.values().length);
    }

    @Test
    void showsApprovesAndRejectsRequests() throws Exception {
        try (TestCa ca =
                TestCa.start(TestCaConfig.builder().approval(Approval.MANUAL).build())) {
            String url = ca.url().toString();
            assertThat(command.run("testca", "pending", "--url", url)).isZero();
            assertThat(command.out()).isEqualTo("There are no pending requests.\n");
            assertThat(enroll(url, "one")).isEqualTo(3);

            assertThat(command.run("testca", "pending", "--url", url)).isZero();
            String id = ca.pending().getFirst().transactionId().value();
            assertThat(command.out()).matches(id + "  [0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z  CN=one\n");

            assertThat(command.run("testca", "approve", id, "--url", url)).isZero();
            assertThat(command.out()).isEqualTo(id + " approved\n");
            assertThat(enroll(url, "one")).isZero();

            assertThat(enroll(url, "two")).isEqualTo(3);
            assertThat(command.run("testca", "reject", "all", "--url", url)).isZero();
            assertThat(enroll(url, "two")).isEqualTo(72);
        }
    }

    @Test
    void reportsAnUnknownTransaction() throws Exception {
        try (TestCa ca = TestCa.start(TestCaConfig.builder().build())) {
            assertThat(command.run("testca", "approve", "F00", "--url", ca.url().toString()))
                    .isEqualTo(74);

            assertThat(command.err())
                    .isEqualTo("scepclient: no pending request has the transaction ID 'F00'; list them with"
                            + " 'scepclient testca pending' [protocol.failure.bad-cert-id]");
        }
    }

    private int enroll(String url, String name) {
        return new CommandRun()
                .run(
                        "enroll",
                        "--url",
                        url,
                        "--out",
                        directory.resolve(name).toString(),
                        "--subject",
                        "/CN=" + name,
                        "--trust-on-first-use",
                        "--max-wait",
                        "0");
    }

    @Test
    void demonstratesAnEnrollmentAndDrawsTheChain() {
        Path made = directory.resolve("made/by the demo");
        assertThat(command.run("demo", "--once", "--out", made.toString())).isZero();

        assertThat(command.out())
                .contains("not for production")
                .contains("   CN=Test Root CA, O=scepClient test CA\n   │  [░")
                .contains("      └─ CN=router-7, O=Example  <- new\n");
        assertThat(made.resolve("device/cert.pem")).exists();
    }

    @Test
    void keepsTheDemosCaRunningForMore() {
        CommandRun client = new CommandRun();
        command.whileWaiting(duration -> {
            String url = command.out().replaceFirst("(?s).*scepclient ca --url (\\S+).*", "$1");
            String out = command.out().replaceFirst("(?s).*--out (\\S+) --renew.*", "$1");
            assertThat(client.run("enroll", "--url", url, "--out", out, "--renew"))
                    .isZero();
            throw new InterruptedException();
        });

        assertThat(command.run("demo", "--out", directory.toString())).isZero();

        assertThat(client.out()).startsWith("The CA issued the certificate:");
    }
}
