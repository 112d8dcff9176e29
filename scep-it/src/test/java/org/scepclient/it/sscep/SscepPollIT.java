package org.scepclient.it.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.it.jscep.JscepSettings;
import org.scepclient.it.process.Finished;
import org.scepclient.it.process.Running;
import org.scepclient.it.scripted.SentMessage;

/** Polling by {@code sscep enroll} while the request is pending. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SscepPollIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Path directory;
    private SscepFixture bench;

    @BeforeAll
    void start(@TempDir Path directory) {
        this.directory = directory;
        bench = SscepFixture.in(
                directory, JscepSettings.withChallenge(SscepFixture.CHALLENGE).approvedByHand());
    }

    @BeforeEach
    void forget() {
        bench.ca().reset();
    }

    @AfterAll
    void stop() {
        bench.close();
    }

    private List<String> sentTypes() {
        return bench.ca().exchanges("PKIOperation").stream()
                .map(sent -> sent.message().type())
                .toList();
    }

    @Test
    void endsAtTheFirstPendingWhenTheTimeEqualsTheInterval() {
        Finished pending = bench.enroll("-t", 7, "-T", 7).run().mustExit(3);
        assertThat(sentTypes()).containsExactly("19");
        assertThat(pending.out()).contains("sscep: pkistatus: PENDING");
    }

    @Test
    void endsAtTheFirstPendingWhenNoPollIsAllowed() {
        bench.enroll("-n", 0).run().mustExit(3);
        assertThat(sentTypes()).containsExactly("19");
    }

    @Test
    void pollsAsOftenAsTheCountAllows() {
        Finished pending = bench.enroll("-v", "-n", 2, "-t", 1, "-T", 20).run().mustExit(3);
        assertThat(sentTypes()).containsExactly("19", "20", "20");
        assertThat(pending.out())
                .contains("sscep: waiting for 1 secs")
                .contains("sscep: requesting certificate (#1)")
                .contains("sscep: requesting certificate (#2)");
    }

    @Test
    void countsIntervalsAgainstTheTimeLimitAsTheOriginalDoes() {
        bench.enroll("-n", 1, "-t", 2, "-T", 4).run().mustExit(3);
        assertThat(sentTypes()).containsExactly("19", "20");
    }

    @Test
    void pollsInOneTransactionWithAFreshNonceEachTime() {
        bench.enroll("-n", 1, "-t", 1, "-T", 20).run().mustExit(3);
        List<SentMessage> sent = bench.ca().exchanges("PKIOperation").stream()
                .map(exchange -> exchange.message())
                .toList();
        assertThat(sent)
                .extracting(SentMessage::transactionId)
                .containsOnly(sent.getFirst().transactionId());
        assertThat(sent).extracting(SentMessage::senderNonce).doesNotHaveDuplicates();
    }

    @Test
    void resumesWithAPollAsItsFirstMessage() {
        bench.enroll("-n", 0).run().mustExit(3);
        String transaction = bench.ca().lastMessage().transactionId();
        bench.ca().reset();
        bench.ca().ca().approveAll();
        bench.enroll("-R").run().mustSucceed();
        assertThat(sentTypes()).containsExactly("20");
        assertThat(bench.ca().lastMessage().transactionId()).isEqualTo(transaction);
        bench.device()
                .issued()
                .mustVerifyUnder(bench.caFile())
                .mustBelongTo(bench.device().key());
        bench.delete(bench.device().certificate());
    }

    @Test
    void continuesTheSameTransactionAfterSigkill() {
        try (Running polling = bench.enroll("-t", 600).start()) {
            polling.awaitLine("pkistatus: PENDING", PATIENCE);
            polling.kill();
        }
        bench.ca().ca().approveAll();
        bench.enroll("-R").run().mustSucceed();
        assertThat(sentTypes()).containsExactly("19", "20");
        assertThat(bench.ca().exchanges("PKIOperation"))
                .extracting(exchange -> exchange.message().transactionId())
                .containsOnly(bench.ca().lastMessage().transactionId());
        bench.device()
                .issued()
                .mustVerifyUnder(bench.caFile())
                .mustBelongTo(bench.device().key());
        bench.delete(bench.device().certificate());
    }

    @Test
    void saysThatAnEndlessPendingMayBeTheChallenge() {
        Finished pending = bench.enroll("-n", 1, "-t", 1, "-T", 20).run().mustExit(3);
        assertThat(pending.everything()).containsIgnoringCase("challenge");
    }

    @Test
    void leavesNothingBehindWhenItIsKilledWhileWaiting() {
        try (Running polling = bench.enroll("-t", 600).start()) {
            polling.awaitLine("pkistatus: PENDING", PATIENCE);
            polling.kill();
        }
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
        assertThat(bench.device().certificate()).doesNotExist();
    }
}
