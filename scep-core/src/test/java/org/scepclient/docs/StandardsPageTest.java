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
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/standards.md and the code name each other: rules, classes and tests. */
class StandardsPageTest {
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?`");
    private static final Pattern CITATION = Pattern.compile("RFC 8894 (§[0-9.]*[0-9](?:, §[0-9.]*[0-9])*)");
    private static final Pattern CHECK = Pattern.compile("void (rejectsReply\\w+)\\(");

    /** Sections that have no row of their own, with the section in whose rows they are. */
    private static final Map<String, String> IN_THE_ROW_OF =
            Map.of("2.5.1", "2.5", "4.2.1", "4.2", "4.3", "4", "4.7.1", "4.7", "5.2", "4.4");

    private final Path root = Repository.root();

    @Test
    void namesOnlyClassesAndTestsThatExist() throws IOException {
        Map<String, List<Path>> sources = sources();
        List<String> missing = new ArrayList<>();
        int tests = 0;
        List<String> lines = page();
        for (int i = 0; i < lines.size(); i++) {
            Matcher name = NAME.matcher(lines.get(i));
            while (name.find()) {
                List<Path> files = sources.getOrDefault(name.group(1) + ".java", List.of());
                tests += name.group(2) == null ? 0 : 1;
                if (files.isEmpty() || (name.group(2) != null && !hasTest(files, name.group(2)))) {
                    missing.add("docs/standards.md:" + (i + 1) + ": " + absence(name, files));
                }
            }
        }
        assertThat(missing).withFailMessage(() -> String.join("\n", missing)).isEmpty();
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
        List<String> checks = sources().getOrDefault("ReplyChecksTest.java", List.of()).stream()
                .flatMap(file -> CHECK.matcher(read(file)).results())
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

    private static String absence(MatchResult name, List<Path> files) {
        return files.isEmpty()
                ? "there is no class " + name.group(1) + "; name the one that holds the rule now"
                : name.group(1) + " has no test " + name.group(2) + "; name the one that holds the rule now";
    }

    private static boolean hasTest(List<Path> files, String test) {
        return files.stream().anyMatch(file -> read(file).contains("void " + test + "("));
    }

    /** The sections of RFC 8894 that comments of the protocol's modules cite, each with the classes that do. */
    private Map<String, List<String>> citations() throws IOException {
        Map<String, Set<String>> found = new TreeMap<>();
        for (String module : List.of("scep-core", "scep-client")) {
            for (Path file : javaFiles(root.resolve(module).resolve("src/main"))) {
                String name = String.valueOf(file.getFileName()).replace(".java", "");
                CITATION.matcher(read(file))
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

    private Map<String, List<Path>> sources() throws IOException {
        try (Stream<Path> modules = Files.list(root)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(directory -> javaFiles(directory).stream())
                    .collect(Collectors.groupingBy(file -> String.valueOf(file.getFileName())));
        }
    }

    private static List<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new IllegalStateException(directory.toString(), e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }
}
