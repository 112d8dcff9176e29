package org.scepclient.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

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
     * @param line number, from 1
     * @param classes the classes that implement the rule
     * @param evidence faults, strategies or tests in which a command exercises it
     */
    record Row(int line, String rule, List<String> classes, List<String> evidence) {
        private static Row of(int line, String text) {
            List<String> cells =
                    Arrays.stream(text.split("\\|", -1)).map(String::strip).toList();
            if (cells.size() != COLUMNS + 2) {
                throw new AssertionError("docs/standards.md:" + line + ": expected " + COLUMNS
                        + " columns, | § | RULE | `CLASS` | `TEST.method` | `FAULT` |, seen: " + text);
            }
            return new Row(line, cells.get(2), names(cells.get(3)), names(cells.get(5)));
        }

        /** For an error: the place and the rule. */
        String place() {
            return "docs/standards.md:" + line + " (" + rule + ")";
        }

        private static List<String> names(String cell) {
            return NAME.matcher(cell).results().map(StandardsPage::name).toList();
        }
    }

    private static String name(MatchResult found) {
        return found.group(1);
    }

    static List<Row> rows() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("docs/standards.md"));
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).startsWith("| ") && !lines.get(i).startsWith("| § |"))
                .mapToObj(i -> Row.of(i + 1, lines.get(i)))
                .toList();
    }
}
