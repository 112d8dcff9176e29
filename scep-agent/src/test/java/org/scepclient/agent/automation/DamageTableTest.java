package org.scepclient.agent.automation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.store.Credential;
import org.scepclient.agent.store.LatestCredential;
import org.scepclient.error.ErrorCode;
import org.scepclient.fixture.AgentFixture;
import org.scepclient.fixture.Damage;
import org.scepclient.fixture.DataDirectory;
import org.scepclient.fixture.KeyPool;

/**
 * Damaged files in each state of a device: after one check it has a valid certificate in use and the right status. The key
 * and the certificate in use are not among the places, because nothing replaces them.
 */
class DamageTableTest {
    /** All files, links and directories of the data directory, and names that could be mistaken for them. */
    private static final List<String> PLACES = List.of(
            "known-ca",
            "known-ca.copy",
            "ca.crt-0",
            "ca.crt-1",
            "ca.crt-2",
            "ca.crt-7",
            "offered",
            "hold-off",
            "requested",
            "successor-check",
            "script-run",
            "journal",
            "deployment",
            "run",
            "service",
            "latest.key",
            "latest.crt",
            "latest.key.saved",
            "latest.crt.saved",
            PreparedDevice.OLD + ".key",
            PreparedDevice.OLD + ".crt",
            "0A.key",
            "0A.crt",
            "pending",
            "pending/key",
            "pending/request",
            "pending/answer",
            "pending/deployment",
            ".known-ca.new",
            "known-ca.damaged",
            "journal.damaged");

    private static final Map<PreparedDevice.State, PreparedDevice> PREPARED = new EnumMap<>(PreparedDevice.State.class);

    /** Places without a report: files that were set aside, and the remains of a killed writer. */
    private static final List<String> LEFTOVERS =
            List.of("latest.key.saved", "latest.crt.saved", ".known-ca.new", "known-ca.damaged", "journal.damaged");

    /** Their content counts for nothing, because a crash leaves any. */
    private static final List<String> LOCKS = List.of("run", "service");

    @TempDir
    private static Path directory;

    private static KeyPool pool;
    private static int cells;

    @BeforeAll
    static void prepare() throws Exception {
        pool = KeyPool.install(16);
        for (PreparedDevice.State state : PreparedDevice.State.values()) {
            PREPARED.put(state, PreparedDevice.in(state, directory.resolve(state.name())));
        }
    }

    @AfterAll
    static void end() {
        PREPARED.values().forEach(PreparedDevice::close);
        pool.close();
    }

    /** A kind of damage at a place. */
    private record Hit(String place, Damage kind) {
        @Override
        public String toString() {
            return place + " " + kind;
        }
    }

    /** A cell of the table. */
    private record Cell(PreparedDevice.State state, List<Hit> hits) {
        DynamicTest test() {
            return DynamicTest.dynamicTest(state + " " + hits, () -> requireRecovery(this));
        }

        /** The note that the success script has run, and the journal, of which each replaces the other. */
        boolean losesTheScriptRun() {
            return hits.stream().map(Hit::place).toList().containsAll(List.of("script-run", "journal"));
        }

        /** Then nothing names the successor any more, and the device refuses it: a person decides about another CA. */
        boolean losesTheSuccessor() {
            return state == PreparedDevice.State.RENEWAL_DUE_AT_THE_SUCCESSOR
                    && hits.stream().map(Hit::place).toList().equals(List.of("known-ca", "known-ca.copy"));
        }
    }

    @TestFactory
    Stream<DynamicTest> recoversFromADamage() {
        return Stream.of(PreparedDevice.State.values())
                .flatMap(state -> PLACES.stream()
                        .flatMap(place ->
                                Stream.of(Damage.values()).map(kind -> new Cell(state, List.of(new Hit(place, kind))))))
                .map(Cell::test);
    }

    /** Each pair of places once, with states and kinds that change from pair to pair. */
    @TestFactory
    Stream<DynamicTest> recoversFromTwoDamages() {
        List<Cell> pairs = new ArrayList<>();
        for (int i = 0; i < PLACES.size(); i++) {
            for (int j = i + 1; j < PLACES.size(); j++) {
                Hit first = new Hit(PLACES.get(i), at(pairs.size(), Damage.values()));
                Hit second = new Hit(PLACES.get(j), at(pairs.size() / 2 + j, Damage.values()));
                pairs.add(new Cell(at(pairs.size(), PreparedDevice.State.values()), List.of(first, second)));
            }
        }
        return pairs.stream().filter(cell -> !cell.losesTheSuccessor()).map(Cell::test);
    }

    @SafeVarargs
    private static <T> T at(int index, T... values) {
        return values[index % values.length];
    }

    private static PreparedDevice prepared(PreparedDevice.State state) {
        return Objects.requireNonNull(PREPARED.get(state));
    }

    private static void requireRecovery(Cell cell) throws Exception {
        PreparedDevice prepared = prepared(cell.state);
        Path place = directory.resolve("cell-" + cells++);
        AgentFixture device = prepared.copiedTo(place);
        for (Hit hit : cell.hits) {
            hit.kind.apply(prepared.place(device, hit.place));
        }
        List<Path> reported = cell.hits.stream()
                .filter(hit -> isReported(hit, prepared.place(device, hit.place)))
                .map(hit -> prepared.place(device, hit.place))
                .toList();
        assertThat(device.status().certificateLine()).isEqualTo(prepared.certificateLine());
        int issued = prepared.ca().issued().size();
        int scripts = prepared.scriptRuns(place);
        CheckResult result = device.check();
        assertThat(result.error()).as("%s %s", result.message(), device.log()).isEmpty();
        requireValid(device);
        assertThat(device.status().chain()).as("issuers").hasSize(prepared.issuers());
        prepared.requireIssued(device, issued);
        reported.forEach(file -> requireReport(device, file));
        if (!cell.losesTheScriptRun()) {
            assertThat(prepared.scriptRuns(place) - scripts)
                    .as("runs of the success script")
                    .isEqualTo(cell.state == PreparedDevice.State.ENROLLED ? 0 : 1);
        }
        requireQuiet(device);
        new DataDirectory(place).delete();
    }

    private static boolean isReported(Hit hit, Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS)
                && !hit.kind.isHarmless(file)
                && !(hit.place.equals("pending") && Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS))
                && !LEFTOVERS.contains(hit.place)
                && !(LOCKS.contains(hit.place) && hit.kind.isShort(file));
    }

    /** A line names the file and what became of it. */
    private static void requireReport(AgentFixture device, Path file) {
        String aside = "; the file is set aside as " + file.getFileName() + ".damaged";
        assertThat(device.log(RunLog.Priority.WARNING))
                .as("report of %s", file)
                .anyMatch(line -> line.startsWith(file.toString())
                        && (line.contains(aside) || line.endsWith("; its content is replaced")));
    }

    @Test
    void refusesASuccessorThatNothingNamesAnyMore() throws Exception {
        PreparedDevice prepared = prepared(PreparedDevice.State.RENEWAL_DUE_AT_THE_SUCCESSOR);
        AgentFixture device = prepared.copiedTo(directory.resolve("refused"));
        Damage.EMPTY.apply(prepared.place(device, "known-ca"));
        Damage.EMPTY.apply(prepared.place(device, "known-ca.copy"));
        assertThat(device.check().error()).contains(ErrorCode.FINGERPRINT);
        assertThat(device.status().certificateLine()).isEqualTo(prepared.certificateLine());
    }

    private static void requireValid(AgentFixture device) throws Exception {
        assertThat(device.store().inspect()).isInstanceOf(LatestCredential.Whole.class);
        Credential inUse = device.inUse();
        Status status = device.status();
        assertThat(status.problem()).isEmpty();
        assertThat(status.state()).isEqualTo(CertificateState.VALID);
        assertThat(status.moduleLine()).isEqualTo("Module scepClient not running");
        assertThat(status.certificateLine()).isEqualTo("Certificate enrolled " + inUse.serial());
        assertThat(status.pending()).isEmpty();
    }

    /** The next check finds nothing to do or to repair. */
    private static void requireQuiet(AgentFixture device) {
        device.log().clear();
        assertThat(device.check()).isInstanceOf(CheckResult.Unchanged.class);
        assertThat(device.log())
                .noneMatch(line -> line.contains(device.paths().data().toString()));
    }

    /** A new file of the data directory needs a row. */
    @Test
    void hasARowForEachFile() throws Exception {
        for (PreparedDevice prepared : PREPARED.values()) {
            List<String> names = new DataDirectory(prepared.root().resolve("data"))
                    .placesBut(prepared.inUse()).stream()
                            .filter(name -> !name.matches("[0-9A-F]+\\.(key|crt)"))
                            .toList();
            assertThat(PLACES).containsAll(names);
        }
    }

    @Test
    void setsAsideANoteFromTheFuture() throws Exception {
        PreparedDevice prepared = prepared(PreparedDevice.State.ENROLLED);
        AgentFixture device = prepared.copiedTo(directory.resolve("future"));
        Path note = prepared.place(device, "successor-check");
        Damage.FUTURE.apply(note);
        device.check();
        requireReport(device, note);
        requireQuiet(device);
    }

    @Test
    void reportsLinksThatAreMadeAgain() throws Exception {
        PreparedDevice prepared = prepared(PreparedDevice.State.ENROLLED);
        AgentFixture device = prepared.copiedTo(directory.resolve("links"));
        String inUse = device.inUse().serial();
        Damage.MISSING.apply(prepared.place(device, "latest.crt"));
        device.check();
        assertThat(device.log(RunLog.Priority.WARNING))
                .anyMatch(line -> line.contains("the link latest.crt")
                        && line.endsWith("; the links point to certificate " + inUse + " now"));
        requireQuiet(device);
    }
}
