package org.scepclient.agent.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.file.FileOperations;

class JournalTest {
    private static final Instant STARTED = Instant.parse("2026-03-01T00:05:00Z");

    @TempDir
    Path dir;

    private final List<String> log = new ArrayList<>();

    private Journal journal() {
        return new Journal(dir, FileOperations.ofDisk(), log::add);
    }

    private static RunRecord enrolled(int minute) {
        return new RunRecord(
                STARTED.plusSeconds(60L * minute),
                STARTED.plusSeconds(60L * minute + 5),
                RunTrigger.TIMER,
                RunKind.RE_ENROLLMENT,
                RunResult.ENROLLED,
                Optional.empty(),
                "",
                Optional.of("0ABC"),
                "line one\nline two\\n\r\nümlaut: x\n");
    }

    private static RunRecord failed(String code) {
        return new RunRecord(
                STARTED,
                STARTED,
                RunTrigger.BOOT,
                RunKind.ENROLLMENT,
                RunResult.FAILED,
                Optional.of(code),
                "http://ca/: no answer",
                Optional.empty(),
                "");
    }

    @Test
    void readsBackRecordedRuns() throws Exception {
        journal().append(enrolled(0));
        journal().append(failed("transport.timeout"));
        assertThat(journal().recent(10)).containsExactly(failed("transport.timeout"), enrolled(0));
        assertThat(journal().recent(1)).containsExactly(failed("transport.timeout"));
        assertThat(journal().read().note()).isEmpty();
    }

    @Test
    void forgetsOldRunsButCountsThem() throws Exception {
        for (int i = 0; i < Journal.MAX_RUNS + 5; i++) {
            journal().append(enrolled(i));
        }
        journal().append(failed("transport.timeout"));
        JournalContent content = journal().read();
        assertThat(content.runs()).hasSize(Journal.MAX_RUNS);
        assertThat(content.runs().get(1)).isEqualTo(enrolled(Journal.MAX_RUNS + 4));
        assertThat(content.counters().runs())
                .containsEntry("enrolled", Journal.MAX_RUNS + 5L)
                .containsEntry("failed", 1L);
        assertThat(content.counters().failures()).containsEntry("transport.timeout", 1L);
    }

    @Test
    void keepsTheEndOfALongOutput() throws Exception {
        RunRecord run = enrolled(0);
        String output = "x".repeat(100_000) + "the end";
        journal()
                .append(new RunRecord(
                        run.started(),
                        run.ended(),
                        run.trigger(),
                        run.kind(),
                        run.result(),
                        run.code(),
                        run.reason(),
                        run.serial(),
                        output));
        assertThat(journal().recent(1).getFirst().scriptOutput())
                .hasSize(Journal.MAX_OUTPUT)
                .endsWith("the end");
        assertThat(Files.size(dir.resolve("journal"))).isLessThan(3000);
    }

    @Test
    void movesADamagedJournalAsideAndStartsANewOne() throws Exception {
        journal().append(enrolled(0));
        byte[] damaged = Files.readAllBytes(dir.resolve("journal"));
        damaged[damaged.length / 2] = 0;
        Files.write(dir.resolve("journal"), Arrays.copyOf(damaged, damaged.length / 2 + 3));
        assertThat(journal().read().runs()).isEmpty();
        assertThat(journal().read().note()).contains("journal");
        journal().append(enrolled(1));
        assertThat(journal().recent(10)).containsExactly(enrolled(1));
        assertThat(journal().read().note()).contains("journal.damaged");
        assertThat(dir.resolve("journal.damaged")).exists();
        assertThat(log)
                .singleElement()
                .asString()
                .startsWith(dir.resolve("journal").toString())
                .endsWith("the file is set aside as journal.damaged");
    }

    @Test
    void replacesADamagedJournalBeforeARun() throws Exception {
        Files.writeString(dir.resolve("journal"), "x");
        assertThat(journal().recover().runs()).isEmpty();
        assertThat(journal().read().note()).contains("journal.damaged");
        assertThat(journal().recover().note()).contains("journal.damaged");
        assertThat(log).hasSize(1);
    }

    @Test
    void isEmptyBeforeTheFirstRun() {
        assertThat(journal().read().runs()).isEmpty();
        assertThat(journal().read().note()).isEmpty();
    }
}
