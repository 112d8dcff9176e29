package org.scepclient.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each class and each test that docs/standards.md names exists in one of the modules. */
class StandardsPageTest {
    private static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)(?:\\.(\\w+))?`");

    @Test
    void namesOnlyClassesAndTestsThatExist() throws IOException {
        Path root = Repository.root();
        Map<String, List<Path>> sources = sources(root);
        List<String> missing = new ArrayList<>();
        int tests = 0;
        Matcher name = NAME.matcher(Files.readString(root.resolve("docs/standards.md")));
        while (name.find()) {
            List<Path> files = sources.getOrDefault(name.group(1) + ".java", List.of());
            tests += name.group(2) == null ? 0 : 1;
            if (files.isEmpty() || (name.group(2) != null && !hasTest(files, name.group(2)))) {
                missing.add(name.group());
            }
        }
        assertThat(missing).isEmpty();
        assertThat(tests).isGreaterThan(70);
    }

    private static boolean hasTest(List<Path> files, String test) throws IOException {
        for (Path file : files) {
            if (Files.readString(file).contains("void " + test + "(")) {
                return true;
            }
        }
        return false;
    }

    private static Map<String, List<Path>> sources(Path root) throws IOException {
        try (Stream<Path> modules = Files.list(root)) {
            return modules.map(module -> module.resolve("src"))
                    .filter(Files::isDirectory)
                    .flatMap(StandardsPageTest::javaFiles)
                    .collect(Collectors.groupingBy(file -> String.valueOf(file.getFileName())));
        }
    }

    private static Stream<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new IllegalStateException(directory.toString(), e);
        }
    }
}
