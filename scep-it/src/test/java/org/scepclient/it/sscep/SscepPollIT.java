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
    private SscepFixture fixture;

    @BeforeAll
    void start(@TempDir Path directory) {
        this.directory = directory;
        fixture = SscepFixture.in(
                directory, JscepSettings.withChallenge(SscepFixture.CHALLENGE).approvedByHand());
    }

    @BeforeEach
    void forget() {
        fixture.ca().reset();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private List<String> sentTypes() {
        return fixture.ca().exchanges("PKIOperation").stream()
                .map(sent -> sent.message().type())
                .toList();
    }

    @Test
    void endsAtTheFirstPendingWhenTheTimeEqualsTheInterval() {
        Finished pending = fixture.enroll("-t", 7, "-T", 7).run().mustExit(3);
        assertThat(sentTypes()).containsExactly("19");
        assertThat(pending.out()).contains("sscep: pkistatus: PENDING");
    }

    @Test
    void endsAtTheFirstPendingWhenNoPollIsAllowed() {
        fixture.enroll("-n", 0).run().mustExit(3);
        assertThat(sentTypes()).containsExactly("19");
    }

    @Test
    void pollsAsOftenAsTheCountAllows() {
        Finished pending =
                fixture.enroll("-v", "-n", 2, "-t", 1, "-T", 20).run().mustExit(3);
        assertThat(sentTypes()).containsExactly("19", "20", "20");
        assertThat(pending.out())
                .contains("sscep: waiting for 1 secs")
                .contains("sscep: requesting certificate (#1)")
                .contains("sscep: requesting certificate (#2)");
    }

    @Test
    void countsIntervalsAgainstTheTimeLimitAsTheOriginalDoes() {
        fixture.enroll("-n", 1, "-t", 2, "-T", 4).run().mustExit(3);
        assertThat(sentTypes()).containsExactly("19", "20");
    }

    @Test
    void pollsInOneTransactionWithAFreshNonceEachTime() {
        fixture.enroll("-n", 1, "-t", 1, "-T", 20).run().mustExit(3);
        List<SentMessage> sent = fixture.ca().exchanges("PKIOperation").stream()
                .map(exchange -> exchange.message())
                .toList();
        assertThat(sent)
                .extracting(SentMessage::transactionId)
                .containsOnly(sent.getFirst().transactionId());
        assertThat(sent).extracting(SentMessage::senderNonce).doesNotHaveDuplicates();
    }

    @Test
    void resumesWithAPollAsItsFirstMessage() {
        fixture.enroll("-n", 0).run().mustExit(3);
        String transaction = fixture.ca().lastMessage().transactionId();
        fixture.ca().reset();
        fixture.ca().ca().approveAll();
        fixture.enroll("-R").run().mustSucceed();
        assertThat(sentTypes()).containsExactly("20");
        assertThat(fixture.ca().lastMessage().transactionId()).isEqualTo(transaction);
        fixture.device()
                .issued()
                .mustVerifyUnder(fixture.caFile())
                .mustBelongTo(fixture.device().key());
        fixture.delete(fixture.device().certificate());
    }

    @Test
    void continuesTheSameTransactionAfterSigkill() {
        try (Running polling = fixture.enroll("-t", 600).start()) {
            polling.awaitLine("pkistatus: PENDING", PATIENCE);
            polling.kill();
        }
        fixture.ca().ca().approveAll();
        fixture.enroll("-R").run().mustSucceed();
        assertThat(sentTypes()).containsExactly("19", "20");
        assertThat(fixture.ca().exchanges("PKIOperation"))
                .extracting(exchange -> exchange.message().transactionId())
                .containsOnly(fixture.ca().lastMessage().transactionId());
        fixture.device()
                .issued()
                .mustVerifyUnder(fixture.caFile())
                .mustBelongTo(fixture.device().key());
        fixture.delete(fixture.device().certificate());
    }

    @Test
    void suggestsTheChallengeWhenARequestStaysPending() {
        Finished pending = fixture.enroll("-n", 1, "-t", 1, "-T", 20).run().mustExit(3);
        assertThat(pending.everything()).containsIgnoringCase("challenge");
    }

    @Test
    void leavesNothingBehindWhenItIsKilledWhileWaiting() {
        try (Running polling = fixture.enroll("-t", 600).start()) {
            polling.awaitLine("pkistatus: PENDING", PATIENCE);
            polling.kill();
        }
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
        assertThat(fixture.device().certificate()).doesNotExist();
    }
}
