package org.scepclient.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** docs/standards.md and the code name each other: rules, classes and tests. */
class StandardsPageTest {
    private static final Pattern CITATION = Pattern.compile("RFC 8894 (§[0-9.]*[0-9](?:, §[0-9.]*[0-9])*)");
    private static final Pattern CHECK = Pattern.compile("void (rejectsReply\\w+)\\(");

    /** Sections that have no row of their own, with the section in whose rows they are. */
    private static final Map<String, String> IN_THE_ROW_OF =
            Map.of("2.5.1", "2.5", "4.2.1", "4.2", "4.3", "4", "4.7.1", "4.7", "5.2", "4.4");

    private final Path root = Repository.root();
    private final Sources sources = Sources.of(root);

    @Test
    void namesOnlyClassesAndTestsThatExist() throws IOException {
        List<String> absent = sources.absentNames("docs/standards.md");
        assertThat(absent).withFailMessage(() -> String.join("\n", absent)).isEmpty();
        long tests = page().stream()
                .flatMap(line -> Sources.NAME.matcher(line).results())
                .filter(name -> name.group(2) != null)
                .count();
        assertThat(tests).isGreaterThan(70);
    }

    @Test
    void hasARowForEachSectionThatTheCodeCites() throws IOException {
        Set<String> sections = page().stream()
                .takeWhile(line -> !line.equals("## CRLs")) // from there on the sections are those of RFC 5280
                .filter(line -> line.startsWith("| "))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(cell -> Arrays.stream(cell.split(",", -1)))
                .map(String::strip)
                .collect(Collectors.toSet());
        List<String> missing = new ArrayList<>();
        citations().forEach((section, classes) -> {
            String row = IN_THE_ROW_OF.getOrDefault(section, section);
            if (sections.stream().noneMatch(one -> one.equals(row) || one.startsWith(row + "."))) {
                missing.add("docs/standards.md has no row for RFC 8894 §" + section + ", cited in " + classes
                        + "; add:\n| " + section + " | RULE | `" + classes.getFirst()
                        + "` | `TEST.method` | `FAULT` |");
            }
        });
        assertThat(missing).withFailMessage(() -> String.join("\n", missing)).isEmpty();
    }

    @Test
    void namesEachCheckOfAReply() throws IOException {
        String page = Files.readString(root.resolve("docs/standards.md"));
        List<String> checks = sources.named("ReplyChecksTest").stream()
                .flatMap(file -> CHECK.matcher(Sources.read(file)).results())
                .map(check -> "ReplyChecksTest." + check.group(1))
                .toList();
        List<String> missing = checks.stream()
                .filter(check -> !page.contains("`" + check + "`"))
                .map(check -> "docs/standards.md does not name " + check
                        + "; add it to the row of its rule under \"A reply is accepted only if\", or the row:\n"
                        + "| § | RULE | `CLASS` | `" + check + "` | `FAULT` |")
                .toList();
        assertThat(missing).withFailMessage(() -> String.join("\n", missing)).isEmpty();
        assertThat(checks).hasSizeGreaterThan(10);
    }

    /** The sections of RFC 8894 that comments of the protocol's modules cite, each with the classes that do. */
    private Map<String, List<String>> citations() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        for (String module : List.of("scep-core", "scep-client")) {
            for (Path file : Sources.javaFiles(root.resolve(module).resolve("src/main"))) {
                String name = String.valueOf(file.getFileName()).replace(".java", "");
                CITATION.matcher(Sources.read(file))
                        .results()
                        .flatMap(citation -> Arrays.stream(citation.group(1).split(", ", -1)))
                        .forEach(section -> found.computeIfAbsent(section.substring(1), any -> new TreeSet<>())
                                .add(name));
            }
        }
        Map<String, List<String>> citations = new TreeMap<>();
        found.forEach((section, classes) -> citations.put(section, List.copyOf(classes)));
        return citations;
    }

    private List<String> page() throws IOException {
        return Files.readAllLines(root.resolve("docs/standards.md"));
    }
}
