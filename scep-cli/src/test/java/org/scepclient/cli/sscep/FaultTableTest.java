package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scepclient.error.ErrorCode;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.authority.RaSetup;
import org.scepclient.testca.fault.Expectation;
import org.scepclient.testca.fault.Fault;
import org.scepclient.testca.fault.FaultyOperation;

/** Compares the outcome of every fault of the test CA with its row in {@code faults.txt}. */
class FaultTableTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    @TempDir
    static Path dir;

    private static final String FILE = "scep-cli/src/test/resources/org/scepclient/cli/sscep/faults.txt";

    private static TestCa plain;
    private static TestCa split;
    private static SscepFixture fixture;

    /**
     * A row of the table.
     *
     * @param words required part of the error line; may be empty
     */
    record Row(String fault, int exitCode, String words) {
        static Row parse(String line) {
            String[] parts = line.split(" +", 3);
            return new Row(parts[0], Integer.parseInt(parts[1]), parts.length < 3 ? "" : parts[2]);
        }

        @Override
        public String toString() {
            return fault + " exits " + exitCode;
        }
    }

    /** sscep stores no capabilities, so it cannot detect a downgrade. */
    private static final Set<Fault> NEEDS_EARLIER_RUN = Set.of(Fault.CAPS_WEAKENED);

    /** In one of 256 cases the padding is right by chance, and the decrypted content is malformed. */
    private static final Set<Fault> WITH_A_RANDOM_KEY =
            Set.of(Fault.ENCRYPTED_FOR_STRANGER, Fault.ENCRYPTED_FOR_THE_CA, Fault.CONTENT_KEY_ALTERED);

    static List<Row> table() throws IOException {
        try (var in = FaultTableTest.class.getResourceAsStream("faults.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(Row::parse)
                    .toList();
        }
    }

    private static Stream<Fault> faults() {
        return Stream.of(Fault.values()).filter(fault -> !NEEDS_EARLIER_RUN.contains(fault));
    }

    @BeforeAll
    static void prepare() throws Exception {
        plain = TestCa.start(SscepFixture.ca().build());
        split = TestCa.start(
                SscepFixture.ca().ra(RaSetup.SPLIT).intermediate(true).build());
        fixture = new SscepFixture(dir).device("dev", DeviceKeys.FIRST);
        fixture.run("getca", "-u", plain.url().toString(), "-c", "@plain.crt");
        fixture.run("getca", "-u", split.url().toString(), "-c", "@split.crt");
        assertThat(enroll(plain, "plain", "own-plain").exitCode()).isZero();
        assertThat(enroll(split, "split", "own-split").exitCode()).isZero();
    }

    @AfterAll
    static void stop() {
        plain.close();
        split.close();
    }

    private static CommandRun enroll(TestCa ca, String name, String output) {
        return fixture.run(
                "enroll",
                "-u",
                ca.url().toString(),
                "-c",
                "@" + name + ".crt",
                "-k",
                "@dev.key",
                "-r",
                "@dev.csr",
                "-l",
                "@" + output,
                "-n",
                "1");
    }

    @Test
    void hasARowForEachFaultAndMoreThanSixtyRefusals() throws Exception {
        List<String> rows = table().stream().map(Row::fault).toList();
        List<String> expected = faults().map(Fault::id).toList();
        assertThat(rows).withFailMessage(() -> difference(rows, expected)).containsExactlyElementsOf(expected);
        assertThat(table()).filteredOn(row -> row.exitCode() != 0).hasSizeGreaterThan(60);
    }

    private static String difference(List<String> rows, List<String> expected) {
        Stream<String> missing =
                faults().filter(fault -> !rows.contains(fault.id())).map(fault -> missing(fault, expected));
        Stream<String> unknown = rows.stream()
                .filter(row -> !expected.contains(row))
                .map(row -> FILE + " has a row for " + row + ", which is not a fault of the test CA; remove the row");
        String changes = Stream.concat(missing, unknown).collect(Collectors.joining("\n"));
        return changes.isEmpty() ? FILE + " has rows in another order than Fault, or twice: " + rows : changes;
    }

    /** The row to add: what the test CA expects of a client, and in place of WORDS what sscep prints. */
    private static String missing(Fault fault, List<String> expected) {
        int place = expected.indexOf(fault.id());
        int exitCode = fault.errorCode().map(ErrorCode::exitCode).orElse(0);
        return FILE + " has no row for " + fault.id() + "; "
                + (place == 0 ? "before all others" : "after " + expected.get(place - 1)) + " add:\n"
                + "%-45s %-3d %s"
                        .formatted(fault.id(), exitCode, exitCode == 0 ? "" : "WORDS")
                        .strip();
    }

    @ParameterizedTest
    @MethodSource("faults")
    void agreesWithWhatTheTestCaPromises(Fault fault) throws Exception {
        Row row = table().stream()
                .filter(one -> one.fault().equals(fault.id()))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        missing(fault, faults().map(Fault::id).toList())));
        assertThat(row.exitCode() == 0).isEqualTo(fault.expectation() == Expectation.ACCEPT);
        fault.errorCode().ifPresent(code -> assertThat(row.exitCode()).isEqualTo(code.exitCode()));
    }

    @ParameterizedTest
    @MethodSource("table")
    @Timeout(10)
    void endsAsInTheTable(Row row) throws Exception {
        requireRow(row, plain, "plain");
    }

    /** With an intermediate CA and two registration authorities, other rules detect some of the faults. */
    @ParameterizedTest
    @MethodSource("table")
    @Timeout(10)
    void endsAlikeBehindRegistrationAuthorities(Row row) throws Exception {
        requireRow(new Row(row.fault(), row.exitCode(), ""), split, "split");
    }

    /** A notice about a tolerated fault or an ignored certificate. */
    private static boolean isNotice(String line) {
        return line.startsWith("sscep: certificate ignored: ")
                || line.startsWith("sscep: the certificate has an empty subject ");
    }

    /** Many codes share an exit code; the object of {@code --json} distinguishes them. */
    @ParameterizedTest
    @MethodSource("faults")
    @Timeout(10)
    void reportsTheCodeOfTheFault(Fault fault) throws Exception {
        List<String> before = fixture.files();
        plain.fault(fault);
        CommandRun run = run(fault, plain, "plain", " --json");
        plain.noFault();
        removeOthersThan(before);
        if (WITH_A_RANDOM_KEY.contains(fault)) {
            assertThat(run.out()).contains("\"exitCode\":97}");
            return;
        }
        String code = fault.errorCode()
                .map(one -> "\"error\":{\"code\":\"" + one.id() + "\"")
                .orElse("\"exitCode\":0}");
        assertThat(run.out()).as(fault.id()).contains(code);
    }

    private static void removeOthersThan(List<String> before) throws IOException {
        for (String file : fixture.files()) {
            if (!before.contains(file)) {
                fixture.file(file).toFile().delete();
            }
        }
    }

    private static void requireRow(Row row, TestCa ca, String name) throws Exception {
        List<String> before = fixture.files();
        Fault fault = Fault.of(row.fault()).orElseThrow();
        ca.fault(fault);
        CommandRun run = run(fault, ca, name, "");
        ca.noFault();
        List<String> after = fixture.files();
        removeOthersThan(before);

        assertThat(run.exitCode()).as(run.err()).isEqualTo(row.exitCode());
        if (row.exitCode() == 0) {
            assertThat(run.errorLines()).allMatch(FaultTableTest::isNotice);
            assertThat(after).hasSizeGreaterThan(before.size());
        } else {
            assertThat(run.errorLines())
                    .singleElement()
                    .asString()
                    .startsWith("sscep: ")
                    .contains(row.words());
            assertThat(run.out() + run.err())
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ")
                    .doesNotContain("please report it")
                    .doesNotContainPattern("[\\p{Cntrl}&&[^\n]]");
            assertThat(after).isEqualTo(before);
        }
    }

    private static CommandRun run(Fault fault, TestCa ca, String name, String more) throws Exception {
        String url = ca.url().toString();
        String own = "@own-" + name;
        String trusted = "@" + name + ".crt";
        // The key of the unrelated CA is generated on demand, which takes longer than the shortest time-out.
        String timeout = fault.errorCode().filter(code -> code.exitCode() == 89).isPresent()
                ? Long.toString(TIMEOUT.toSeconds())
                : "10";
        if (fault.operation() == FaultyOperation.GET_CA_CERT_AND_PKI_OPERATION) {
            return listedAndEnrolled(ca, more);
        }
        String line = switch (fault.operation()) {
            case GET_CA_CERT -> "getca -c @out --ca-fingerprint " + ca.fingerprint();
            case GET_NEXT_CA_CERT -> "getnextca -c @out -w @signer -C " + trusted;
            case GET_CERT -> "getcert -k @dev.key -w @out -s " + serial(own) + " -l " + own + " -c " + trusted;
            case GET_CRL -> "getcrl -k @dev.key -w @out -l " + own + " -c " + trusted;
            case GET_CA_CAPS, ENROLLMENT, PKI_OPERATION, GET_CA_CERT_AND_PKI_OPERATION ->
                "enroll -k @dev.key -r @dev.csr -l @out -L /dev/null -n 1 -c " + trusted;
        };
        return fixture.run((line + " -u " + url + " --timeout " + timeout + more).split(" ", -1));
    }

    /** With the certificates in the GetCACert response under the fault, as far as they are accepted. */
    private static CommandRun listedAndEnrolled(TestCa ca, String more) throws Exception {
        String url = ca.url().toString();
        CommandRun listed = fixture.run(
                ("getca -c @listed --ca-fingerprint " + ca.fingerprint() + " -u " + url + more).split(" ", -1));
        CommandRun enrolled = listed.exitCode() == 0
                ? fixture.run(
                        ("enroll -k @dev.key -r @dev.csr -l @out -n 1 -c @listed -u " + url + more).split(" ", -1))
                : listed;
        for (String file : fixture.files()) {
            if (file.startsWith("listed")) {
                fixture.file(file).toFile().delete();
            }
        }
        return enrolled;
    }

    private static String serial(String own) throws Exception {
        return fixture.certificate(own.substring(1)).getSerialNumber().toString();
    }
}
