package org.scepclient.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The tables of docs/standards.md. */
final class StandardsPage {
    /** The top directory; the tests of a module run in the module's directory. */
    static final Path ROOT = Path.of("..");

    private static final int COLUMNS = 5;
    private static final Pattern NAME = Pattern.compile("`([^`]+)`");

    private StandardsPage() {}

    /**
     * A row of a table.
     *
     * @param classes the classes that implement the rule
     * @param evidence faults, strategies or tests in which a command exercises it
     */
    record Row(String rule, List<String> classes, List<String> evidence) {
        private static Row of(String line) {
            List<String> cells =
                    Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
            if (cells.size() != COLUMNS + 2) {
                throw new AssertionError("expected " + COLUMNS + " columns: " + line);
            }
            return new Row(cells.get(2), names(cells.get(3)), names(cells.get(5)));
        }

        private static List<String> names(String cell) {
            return NAME.matcher(cell).results().map(StandardsPage::name).toList();
        }
    }

    private static String name(MatchResult found) {
        return found.group(1);
    }

    static List<Row> rows() throws IOException {
        return Files.readAllLines(ROOT.resolve("docs/standards.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| § |"))
                .map(Row::of)
                .toList();
    }
}
