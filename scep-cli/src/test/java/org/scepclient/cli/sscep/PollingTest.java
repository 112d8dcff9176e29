package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.ProtocolException;
import org.scepclient.message.TransactionId;
import org.scepclient.pkcs10.AlternativeName;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.service.Approval;

/** Enrollments that somebody has to approve. */
class PollingTest {
    private static final TransactionId ID = TransactionId.of(DeviceKeys.FIRST.publicKey(), DigestAlgorithm.SHA256);
    private static final TransactionId MD5_ID = TransactionId.of(DeviceKeys.FIRST.publicKey(), DigestAlgorithm.MD5);

    @TempDir
    Path dir;

    private TestCa ca;
    private SscepFixture bench;

    @BeforeEach
    void prepare() throws Exception {
        ca = TestCa.start(SscepFixture.ca().approval(Approval.MANUAL).build());
        bench = new SscepFixture(dir).device("dev", DeviceKeys.FIRST);
        assertThat(bench.getCa(ca).exitCode()).isZero();
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private void approve(TransactionId id) {
        try {
            ca.approve(id);
        } catch (ProtocolException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void pollsUntilTheRequestIsApproved() throws Exception {
        bench.whileSleeping(() -> {
            if (bench.sleeps().size() == 3) {
                approve(ID);
            }
        });
        CommandRun run = bench.enroll(ca, "dev", "-v");
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines())
                .containsSubsequence(
                        "sscep: sending certificate request",
                        "sscep: pkistatus: PENDING",
                        "sscep: waiting for 300 secs",
                        "sscep: requesting certificate (#1)",
                        "sscep: requesting certificate (#2)",
                        "sscep: requesting certificate (#3)",
                        "sscep: pkistatus: SUCCESS",
                        "sscep: certificate written as dev.crt");
        assertThat(bench.sleeps()).isEqualTo(Collections.nCopies(3, Duration.ofMinutes(5)));
    }

    @Test
    void asksForACertificateWithoutASubject() throws Exception {
        RequestTemplate nameless = RequestTemplate.of(SubjectName.of(new X500Principal("")))
                .withAlternativeName(AlternativeName.parse("DNS:dev.example.com", Optional.empty()));
        bench.device("dev", DeviceKeys.FIRST, nameless).whileSleeping(() -> approve(ID));
        CommandRun run = bench.enroll(ca, "dev", "-L", "@self.crt");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(bench.certificate("dev.crt").getSubjectX500Principal().getName())
                .isEmpty();
        assertThat(bench.certificate("self.crt").getIssuerX500Principal().getName())
                .isNotEmpty();
    }

    @Test
    void endsWhenTheRequestIsRejected() throws Exception {
        bench.whileSleeping(() -> ca.reject(ID));
        CommandRun run = bench.enroll(ca, "dev");
        assertThat(run.exitCode()).isEqualTo(72);
        assertThat(bench.has("dev.crt")).isFalse();
    }

    /** Interval times number is compared with the limit, as the C tool does it. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            -n 1 -t 3 -T 5          | 1
            -n 0                    | 0
            -t 7 -T 7               | 0
            -t 3 -T 10              | 3
            -t 3 -T 9               | 2
            -n 2                    | 2
            -t 0 -T 1 -n 4          | 4
            """)
    void countsPollsAsTheOriginalDoes(String options, int polls) throws Exception {
        CommandRun run = bench.enroll(ca, "dev", options.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.lines())
                .filteredOn(line -> line.startsWith("sscep: requesting certificate (#"))
                .hasSize(polls);
        assertThat(bench.sleeps()).hasSize(polls);
        assertThat(run.complaints()).singleElement().asString().contains("still pending");
        assertThat(bench.has("dev.crt")).isFalse();
    }

    @Test
    void pollsNoMoreThan256TimesAndEightHoursByItself() {
        assertThat(bench.enroll(ca, "dev").exitCode()).isEqualTo(3);
        assertThat(bench.sleeps()).hasSize(95);
    }

    @Test
    void resumesWithTheSameTransactionAfterItWasStopped() throws Exception {
        assertThat(bench.enroll(ca, "dev", "-n", "0").exitCode()).isEqualTo(3);
        approve(ID);
        CommandRun run = bench.enroll(ca, "dev", "-R");
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "sscep: requesting certificate (#1)",
                        "sscep: valid response from server",
                        "sscep: reply transaction id: " + ID,
                        "sscep: pkistatus: SUCCESS",
                        "sscep: certificate written as dev.crt");
        assertThat(ca.issued()).containsExactly(bench.certificate("dev.crt"));
    }

    @Test
    void goesOnPollingAfterAResumption() throws Exception {
        bench.enroll(ca, "dev", "-n", "0");
        bench.whileSleeping(() -> approve(ID));
        CommandRun run = bench.enroll(ca, "dev", "-R", "-t", "5", "-T", "11");
        assertThat(run.lines())
                .containsSubsequence("sscep: requesting certificate (#1)", "sscep: requesting certificate (#2)");
        assertThat(run.exitCode()).isZero();
        assertThat(bench.sleeps()).isEqualTo(List.of(Duration.ofSeconds(5)));
    }

    @Test
    void resumesWhatTheOriginalBegan() throws Exception {
        assertThat(bench.enroll(ca, "dev", "-n", "0", "--md5-transaction-id").lines())
                .contains("sscep: reply transaction id: " + MD5_ID);
        approve(MD5_ID);
        CommandRun run = bench.enroll(ca, "dev", "-R");
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).contains("sscep: reply transaction id: " + MD5_ID);
    }

    @Test
    void looksForARenewalInTheTransactionThatFollowedARefusedRenewalReq() throws Exception {
        assertThat(bench.enroll(ca, "dev", "-n", "0").exitCode()).isEqualTo(3);
        approve(ID);
        assertThat(bench.enroll(ca, "dev", "-R").exitCode()).isZero();
        bench.device("new", DeviceKeys.SECOND, SscepFixture.template("/CN=dev"));
        TransactionId first = TransactionId.of(DeviceKeys.SECOND.publicKey(), DigestAlgorithm.SHA256);
        ca.fault(Fault.BAD_REQUEST);
        assertThat(bench.enroll(ca, "new", "-K", "@dev.key", "-O", "@dev.crt").exitCode())
                .isEqualTo(72);
        TransactionId second = lastTransaction();
        assertThat(second).isNotEqualTo(first);
        ca.fault(Fault.BAD_CERT_ID);

        CommandRun run = bench.enroll(ca, "new", "-R", "-v", "-K", "@dev.key", "-O", "@dev.crt", "-n", "1");

        assertThat(run.exitCode()).isEqualTo(74);
        assertThat(run.lines())
                .containsSubsequence("sscep: transaction id: " + first, "sscep: reply transaction id: " + second);
    }

    private TransactionId lastTransaction() {
        return ca.requests().getLast().transactionId().orElseThrow();
    }

    @Test
    void saysThatNothingIsKnownWhenThereIsNothingToResume() throws Exception {
        CommandRun run = bench.enroll(ca, "dev", "-R");
        assertThat(run.exitCode()).isEqualTo(74);
        assertThat(run.lines()).contains("sscep: reason: No certificate could be identified matching");
        assertThat(bench.has("dev.crt")).isFalse();
    }

    @Test
    void pollsNotEvenOnceWhenPollingIsSwitchedOff() {
        CommandRun run = bench.enroll(ca, "dev", "-R", "-n", "0");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void writesThePollWithTheMessageOption() {
        CommandRun run = bench.enroll(ca, "dev", "-R", "-m", "@poll.pem");
        assertThat(run.exitCode()).isZero();
        assertThat(bench.has("poll.pem")).isTrue();
    }

    @Test
    void readsTheLimitsFromTheConfigurationFile() throws Exception {
        bench.write("c.cnf", "[sscep_enroll]\nPollInterval = 4\nMaxPollTime = 9\nMaxPollCount = 10\n");
        assertThat(bench.enroll(ca, "dev", "-f", "@c.cnf").exitCode()).isEqualTo(3);
        assertThat(bench.sleeps()).isEqualTo(Collections.nCopies(2, Duration.ofSeconds(4)));
    }
}
