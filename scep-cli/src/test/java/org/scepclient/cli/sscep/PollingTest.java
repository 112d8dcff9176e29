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

/** Enrollments with manual approval. */
class PollingTest {
    private static final TransactionId ID = TransactionId.of(DeviceKeys.FIRST.publicKey(), DigestAlgorithm.SHA256);
    private static final TransactionId MD5_ID = TransactionId.of(DeviceKeys.FIRST.publicKey(), DigestAlgorithm.MD5);

    @TempDir
    Path dir;

    private TestCa ca;
    private SscepFixture fixture;

    @BeforeEach
    void prepare() throws Exception {
        ca = TestCa.start(SscepFixture.ca().approval(Approval.MANUAL).build());
        fixture = new SscepFixture(dir).device("dev", DeviceKeys.FIRST);
        assertThat(fixture.getCa(ca).exitCode()).isZero();
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
        fixture.whileSleeping(() -> {
            if (fixture.sleeps().size() == 3) {
                approve(ID);
            }
        });
        CommandRun run = fixture.enroll(ca, "dev", "-v");
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
        assertThat(fixture.sleeps()).isEqualTo(Collections.nCopies(3, Duration.ofMinutes(5)));
    }

    @Test
    void asksForACertificateWithoutASubject() throws Exception {
        RequestTemplate nameless = RequestTemplate.of(SubjectName.of(new X500Principal("")))
                .withAlternativeName(AlternativeName.parse("DNS:dev.example.com", Optional.empty()));
        fixture.device("dev", DeviceKeys.FIRST, nameless).whileSleeping(() -> approve(ID));
        CommandRun run = fixture.enroll(ca, "dev", "-L", "@self.crt");
        assertThat(run.exitCode()).as(run.err()).isZero();
        assertThat(fixture.certificate("dev.crt").getSubjectX500Principal().getName())
                .isEmpty();
        assertThat(fixture.certificate("self.crt").getIssuerX500Principal().getName())
                .isNotEmpty();
    }

    @Test
    void endsWhenTheRequestIsRejected() throws Exception {
        fixture.whileSleeping(() -> ca.reject(ID));
        CommandRun run = fixture.enroll(ca, "dev");
        assertThat(run.exitCode()).isEqualTo(72);
        assertThat(fixture.has("dev.crt")).isFalse();
    }

    /** The limit is compared with interval times number, as in the C tool. */
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
        CommandRun run = fixture.enroll(ca, "dev", options.split(" ", -1));
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.lines())
                .filteredOn(line -> line.startsWith("sscep: requesting certificate (#"))
                .hasSize(polls);
        assertThat(fixture.sleeps()).hasSize(polls);
        assertThat(run.errorLines()).singleElement().asString().contains("still pending");
        assertThat(fixture.has("dev.crt")).isFalse();
    }

    @Test
    void pollsNoMoreThan256TimesAndEightHoursByItself() {
        assertThat(fixture.enroll(ca, "dev").exitCode()).isEqualTo(3);
        assertThat(fixture.sleeps()).hasSize(95);
    }

    @Test
    void resumesWithTheSameTransactionAfterItWasStopped() throws Exception {
        assertThat(fixture.enroll(ca, "dev", "-n", "0").exitCode()).isEqualTo(3);
        approve(ID);
        CommandRun run = fixture.enroll(ca, "dev", "-R");
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines())
                .containsExactly(
                        "sscep: requesting certificate (#1)",
                        "sscep: valid response from server",
                        "sscep: reply transaction id: " + ID,
                        "sscep: pkistatus: SUCCESS",
                        "sscep: certificate written as dev.crt");
        assertThat(ca.issued()).containsExactly(fixture.certificate("dev.crt"));
    }

    @Test
    void continuesPollingAfterAResumption() throws Exception {
        fixture.enroll(ca, "dev", "-n", "0");
        fixture.whileSleeping(() -> approve(ID));
        CommandRun run = fixture.enroll(ca, "dev", "-R", "-t", "5", "-T", "11");
        assertThat(run.lines())
                .containsSubsequence("sscep: requesting certificate (#1)", "sscep: requesting certificate (#2)");
        assertThat(run.exitCode()).isZero();
        assertThat(fixture.sleeps()).isEqualTo(List.of(Duration.ofSeconds(5)));
    }

    @Test
    void resumesWhatTheOriginalBegan() throws Exception {
        assertThat(fixture.enroll(ca, "dev", "-n", "0", "--md5-transaction-id").lines())
                .contains("sscep: reply transaction id: " + MD5_ID);
        approve(MD5_ID);
        CommandRun run = fixture.enroll(ca, "dev", "-R");
        assertThat(run.exitCode()).isZero();
        assertThat(run.lines()).contains("sscep: reply transaction id: " + MD5_ID);
    }

    @Test
    void looksForARenewalInTheTransactionThatFollowedARefusedRenewalReq() throws Exception {
        assertThat(fixture.enroll(ca, "dev", "-n", "0").exitCode()).isEqualTo(3);
        approve(ID);
        assertThat(fixture.enroll(ca, "dev", "-R").exitCode()).isZero();
        fixture.device("new", DeviceKeys.SECOND, SscepFixture.template("/CN=dev"));
        TransactionId first = TransactionId.of(DeviceKeys.SECOND.publicKey(), DigestAlgorithm.SHA256);
        ca.fault(Fault.BAD_REQUEST);
        assertThat(fixture.enroll(ca, "new", "-K", "@dev.key", "-O", "@dev.crt").exitCode())
                .isEqualTo(72);
        TransactionId second = lastTransaction();
        assertThat(second).isNotEqualTo(first);
        ca.fault(Fault.BAD_CERT_ID);

        CommandRun run = fixture.enroll(ca, "new", "-R", "-v", "-K", "@dev.key", "-O", "@dev.crt", "-n", "1");

        assertThat(run.exitCode()).isEqualTo(74);
        assertThat(run.lines())
                .containsSubsequence("sscep: transaction id: " + first, "sscep: reply transaction id: " + second);
    }

    private TransactionId lastTransaction() {
        return ca.requests().getLast().transactionId().orElseThrow();
    }

    @Test
    void reportsThatThereIsNothingToResume() throws Exception {
        CommandRun run = fixture.enroll(ca, "dev", "-R");
        assertThat(run.exitCode()).isEqualTo(74);
        assertThat(run.lines()).contains("sscep: reason: No certificate could be identified matching");
        assertThat(fixture.has("dev.crt")).isFalse();
    }

    @Test
    void pollsNotEvenOnceWhenPollingIsSwitchedOff() {
        CommandRun run = fixture.enroll(ca, "dev", "-R", "-n", "0");
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
    }

    @Test
    void writesThePollWithTheMessageOption() {
        CommandRun run = fixture.enroll(ca, "dev", "-R", "-m", "@poll.pem");
        assertThat(run.exitCode()).isZero();
        assertThat(fixture.has("poll.pem")).isTrue();
    }

    @Test
    void readsTheLimitsFromTheConfigurationFile() throws Exception {
        fixture.write("c.cnf", "[sscep_enroll]\nPollInterval = 4\nMaxPollTime = 9\nMaxPollCount = 10\n");
        assertThat(fixture.enroll(ca, "dev", "-f", "@c.cnf").exitCode()).isEqualTo(3);
        assertThat(fixture.sleeps()).isEqualTo(Collections.nCopies(2, Duration.ofSeconds(4)));
    }
}
