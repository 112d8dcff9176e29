package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.ScepException;
import org.scepclient.keys.LoadedKey;
import org.scepclient.message.TransactionId;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.testca.service.Approval;

class PendingEnrollmentTest {
    @TempDir
    Path directory;

    private final CommandRun command = new CommandRun();
    private TestCa ca;

    @BeforeEach
    void start() throws IOException {
        ca = TestCa.start(TestCaConfig.builder().approval(Approval.MANUAL).build());
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private int enroll(String... more) {
        String[] args = {
            "enroll",
            "--url",
            ca.url().toString(),
            "--out",
            directory.toString(),
            "--subject",
            "/CN=a",
            "--ca-fingerprint",
            ca.fingerprint().toString()
        };
        String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
        System.arraycopy(more, 0, all, args.length, more.length);
        return command.run(all);
    }

    private void approve() {
        try {
            assertThat(ca.approve(waiting())).isTrue();
        } catch (ScepException e) {
            throw new AssertionError(e);
        }
    }

    private TransactionId waiting() {
        return ca.pending().getFirst().transactionId();
    }

    private Path state(String name) {
        return directory.resolve(".enrollment").resolve(name);
    }

    @Test
    void pollsUntilItIsApproved() {
        AtomicInteger waits = new AtomicInteger();
        command.whileWaiting(duration -> {
            if (waits.incrementAndGet() == 3) {
                approve();
            }
        });

        assertThat(enroll("--poll-interval", "5m")).isZero();

        assertThat(command.waits())
                .containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(5), Duration.ofMinutes(5));
        assertThat(command.err()).isEmpty();
        assertThat(command.progress()).isEmpty();
        assertThat(directory.resolve("cert.pem")).exists();
        assertThat(state("").toFile().list()).containsExactlyInAnyOrder("offered", "requested");
    }

    @Test
    void showsACountdownAtATerminal() {
        command.answering("").whileWaiting(duration -> {
            if (command.waits().size() == 2) {
                approve();
            }
        });

        assertThat(enroll("--poll-interval", "2s")).isZero();

        assertThat(command.waits()).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(1));
        assertThat(command.progress())
                .anyMatch(line -> line.matches(
                        "waiting for approval for 0:0[0-9], 0 polls, next in 0:02 \\(Ctrl-C keeps the request\\)"));
        assertThat(command.out()).startsWith("The CA issued the certificate:");
        assertThat(command.progressMixed()).isFalse();
    }

    @Test
    void givesUpWithAStateThatTheSameCommandContinues() throws Exception {
        assertThat(enroll("--max-wait", "0")).isEqualTo(3);
        TransactionId transaction = waiting();

        assertThat(command.err())
                .isEqualTo("scepclient: the request is still pending (transaction " + transaction
                        + "); run the same command again to resume [protocol.still-pending]");
        assertThat(directory.resolve("key.pem")).doesNotExist();
        for (String name : new String[] {"key.pem", "ticket"}) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state(name))))
                    .isEqualTo("rw-------");
        }
        var key = LoadedKey.read(state("key.pem")).publicKey();
        approve();

        assertThat(enroll("--json")).isZero();

        assertThat(command.out()).contains("\"transaction\":\"" + transaction + "\"");
        assertThat(LoadedKey.read(directory.resolve("key.pem")).publicKey()).isEqualTo(key);
        assertThat(state("").toFile().list()).containsExactlyInAnyOrder("offered", "requested");
    }

    @Test
    void leavesTheSameStateWhenItIsInterrupted() {
        command.whileWaiting(duration -> {
            throw new InterruptedException();
        });

        assertThat(enroll()).isEqualTo(3);
        assertThat(Thread.interrupted()).isTrue();

        approve();
        assertThat(enroll()).isZero();
    }

    @Test
    void beginsAnewForSomethingElse() throws Exception {
        assertThat(enroll("--max-wait", "0")).isEqualTo(3);
        TransactionId first = waiting();

        int status = command.run(
                "enroll",
                "--url",
                ca.url().toString(),
                "--out",
                directory.toString(),
                "--trust-on-first-use",
                "--max-wait",
                "0",
                "--subject",
                "/CN=b");

        assertThat(status).isEqualTo(3);
        assertThat(command.err())
                .contains(
                        "the options or the key have changed since the pending request of 'CN=a' was made; it is discarded"
                                + " (transaction " + first + ")");
        assertThat(Files.readString(state("ticket"))).contains("scep-enrollment: 1");
        assertThat(ca.pending()).hasSize(2);
    }

    @Test
    void beginsAnewWithAnotherChallengePassword() throws Exception {
        assertThat(enroll("--max-wait", "0")).isEqualTo(3);
        Path challenge = directory.resolve("../challenge");
        Files.writeString(challenge, "secret\n");
        assertThat(enroll("--max-wait", "0", "--challenge-file", challenge.toString()))
                .isEqualTo(3);
        assertThat(command.err()).contains("the options or the key have changed");
        assertThat(enroll("--max-wait", "0", "--challenge-file", challenge.toString()))
                .isEqualTo(3);
        assertThat(ca.pending()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ticket", "key.pem", "ca.pem"})
    void beginsAnewAfterDamage(String name) throws Exception {
        assertThat(enroll("--max-wait", "0")).isEqualTo(3);
        Files.writeString(state(name), "foreign");

        assertThat(enroll("--max-wait", "0")).isEqualTo(3);

        assertThat(command.err()).contains("the file is set aside as " + name + ".damaged");
    }

    @Test
    void forgetsTheRequestWhenItIsRejected() {
        assertThat(enroll("--max-wait", "0")).isEqualTo(3);
        assertThat(ca.reject(waiting())).isTrue();

        assertThat(enroll()).isEqualTo(72);

        assertThat(command.err()).startsWith("scepclient: the server refused the request (badRequest)");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void startsAgainWhenForced() {
        assertThat(enroll("--max-wait", "0")).isEqualTo(3);
        TransactionId first = waiting();

        assertThat(enroll("--force", "--max-wait", "0")).isEqualTo(3);

        assertThat(ca.pending()).hasSize(2);
        assertThat(ca.pending().get(1).transactionId()).isNotEqualTo(first);
    }

    @Test
    void keepsOtherRunsOutOfTheDirectoryWhileItWaits() {
        CommandRun other = new CommandRun();
        command.whileWaiting(duration -> {
            int status = other.run(
                    "enroll", "--url", ca.url().toString(), "--out", directory.toString(), "--subject", "/CN=a");
            assertThat(status).isEqualTo(93);
            approve();
        });

        assertThat(enroll()).isZero();

        assertThat(other.err())
                .isEqualTo(
                        "scepclient: " + directory
                                + " (--out): another enrollment into this directory is running; wait for it, or stop it [storage]");
    }
}
