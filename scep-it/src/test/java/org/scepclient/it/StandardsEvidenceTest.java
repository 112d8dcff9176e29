package org.scepclient.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scepclient.it.StandardsPage.Row;
import org.scepclient.it.attack.Strategies;

/** A command exercises each rule of docs/standards.md: the fault, the strategy or the test that it names exists. */
class StandardsEvidenceTest {
    /** The tests that may serve as evidence, recognized by their code that runs a command or the automation. */
    private static final List<Runner> RUNNERS = List.of(
            new Runner("scep-cli/src/test/java", "\\b(CommandRun|SscepFixture)\\b"),
            new Runner("scep-it/src/test/java", "\\bApp\\b|\\bCommands\\b|\\bSscepFixture\\b"),
            new Runner("scep-agent/src/test/java/org/scepclient/agent/automation", "\\bCheckResult\\b"));

    private static final Pattern FAULT = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern TEST = Pattern.compile("([A-Z]\\w+)\\.(\\w+)");

    private record Runner(String directory, Pattern command) {
        Runner(String directory, String command) {
            this(directory, Pattern.compile(command));
        }

        boolean has(String className, String test) throws IOException {
            try (Stream<Path> files = Files.walk(StandardsPage.ROOT.resolve(directory))) {
                for (Path file :
                        files.filter(path -> path.endsWith(className + ".java")).toList()) {
                    String source = Files.readString(file);
                    if (source.contains("void " + test + "(")
                            && command.matcher(source).find()) {
                        return true;
                    }
                }
            }
            return false;
        }
    }

    @Test
    void namesForEachRuleWhatACommandMeets() throws IOException {
        List<Row> rows = StandardsPage.rows();
        assertThat(rows).hasSizeGreaterThan(60);
        List<String> bare = rows.stream()
                .filter(row -> row.evidence().isEmpty())
                .map(row -> row.place()
                        + ": no evidence; put a fault, a strategy or a test into the last column: `FAULT` |")
                .toList();
        assertThat(bare).withFailMessage(() -> String.join("\n", bare)).isEmpty();
    }

    @Test
    void namesOnlyFaultsStrategiesAndTestsThatExist() throws IOException {
        Set<String> faults = faults();
        Set<String> strategies = Set.copyOf(Strategies.names());
        for (Row row : StandardsPage.rows()) {
            for (String evidence : row.evidence()) {
                assertThat(
                                FAULT.matcher(evidence).matches()
                                        ? faults.contains(evidence)
                                        : strategies.contains(evidence) || isTest(evidence))
                        .withFailMessage(() -> unknown(row, evidence))
                        .isTrue();
            }
        }
    }

    private static String unknown(Row row, String evidence) {
        return row.place() + ": '" + evidence + "' "
                + (FAULT.matcher(evidence).matches()
                        ? "is not a fault of faults.txt"
                        : "is neither a strategy of the man in the middle nor a test that runs a command")
                + "; name one that exists, or remove it";
    }

    private static boolean isTest(String evidence) throws IOException {
        var name = TEST.matcher(evidence);
        if (!name.matches()) {
            return false;
        }
        for (Runner runner : RUNNERS) {
            if (runner.has(name.group(1), name.group(2))) {
                return true;
            }
        }
        return false;
    }

    /** The faults with which FaultTableTest of scep-cli runs a command. */
    private static Set<String> faults() throws IOException {
        Path table = StandardsPage.ROOT.resolve("scep-cli/src/test/resources/org/scepclient/cli/sscep/faults.txt");
        return Files.readAllLines(table).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .collect(Collectors.toSet());
    }
}
