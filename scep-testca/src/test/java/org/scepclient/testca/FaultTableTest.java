package org.scepclient.testca;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.scepclient.error.ErrorCode;
import org.scepclient.testca.fault.Expectation;
import org.scepclient.testca.fault.Fault;

/** The table in docs/testca.md matches {@link Fault}. */
class FaultTableTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "testca.md");

    @Test
    void isInTheDocumentationAsItIs() throws IOException {
        String document = Files.readString(DOCUMENT);
        List<String> rows =
                Arrays.stream(Fault.values()).map(FaultTableTest::row).toList();
        assertThat(document)
                .withFailMessage(() -> difference(document.lines().toList(), rows))
                .contains(String.join("\n", rows));
    }

    /** The rows to add or to replace, each with its place or, if there are none, the first row out of order. */
    private static String difference(List<String> document, List<String> rows) {
        List<String> changes = new ArrayList<>();
        String previous = "the head of the table";
        for (String row : rows) {
            if (!document.contains(row)) {
                changes.add(change(document, row, previous));
            }
            previous = name(row);
        }
        return changes.isEmpty() ? firstOutOfOrder(document, rows) : String.join("\n", changes);
    }

    private static String change(List<String> document, String row, String previous) {
        boolean differs = document.stream().anyMatch(line -> line.startsWith("| " + name(row) + " |"));
        return differs
                ? "docs/testca.md has another row for " + name(row) + "; replace it by:\n" + row
                : "docs/testca.md has no row for " + name(row) + "; after " + previous + " add:\n" + row;
    }

    private static String firstOutOfOrder(List<String> document, List<String> rows) {
        int first = document.indexOf(rows.getFirst());
        for (int i = 0; i < rows.size(); i++) {
            String line = first + i < document.size() ? document.get(first + i) : "";
            if (!line.equals(rows.get(i))) {
                return "docs/testca.md has this line where the row of a fault is expected:\n" + line
                        + "\nremove it, or move it so that this row comes first:\n" + rows.get(i);
            }
        }
        return "docs/testca.md has the table with other line ends";
    }

    private static String name(String row) {
        return row.substring(2, row.indexOf('|', 1) - 1);
    }

    private static String row(Fault fault) {
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        fault.id(),
                        fault.description(),
                        fault.operation().label(),
                        fault.expectation().name().toLowerCase(Locale.ROOT)
                                + fault.errorCode()
                                        .map(code -> ", " + code.exitCode() + " " + code.id())
                                        .orElse(""));
    }

    @Test
    void hasAFaultForEveryNameAndNoOther() {
        for (Fault fault : Fault.values()) {
            assertThat(fault.id()).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(Fault.of(fault.id())).contains(fault);
        }
        assertThat(Fault.of("none")).isEmpty();
    }

    @Test
    void refusesMoreThanSixty() {
        assertThat(Arrays.stream(Fault.values()).filter(fault -> fault.expectation() == Expectation.REFUSE))
                .hasSizeGreaterThan(60)
                .allMatch(fault -> fault.errorCode().map(ErrorCode::exitCode).orElse(0) > 0);
    }
}
