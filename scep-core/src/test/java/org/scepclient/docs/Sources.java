package org.scepclient.docs;

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

/**
 * The Java files of all modules, for documents that name classes and tests.
 *
 * @param byName each with the files of that name
 */
record Sources(Path root, Map<String, List<Path>> byName) {
    /** A class, or a test as {@code Class.method}, in backquotes. */
    static final Pattern NAME = Pattern.compile("`([A-Z]\\w+)(?:\\.([a-z]\\w*))?`");

    static Sources of(Path root) {
        try (Stream<Path> modules = Files.list(root)) {
            return new Sources(
                    root,
                    modules.map(module -> module.resolve("src"))
                            .filter(Files::isDirectory)
                            .flatMap(directory -> javaFiles(directory).stream())
                            .collect(Collectors.groupingBy(
                                    file -> String.valueOf(file.getFileName()).replace(".java", ""))));
        } catch (IOException e) {
            throw new IllegalStateException(root.toString(), e);
        }
    }

    List<Path> named(String name) {
        return byName.getOrDefault(name, List.of());
    }

    /** The classes and tests that the document names and that do not exist, each with its line. */
    List<String> absentNames(String document) throws IOException {
        List<String> absent = new ArrayList<>();
        List<String> lines = Files.readAllLines(root.resolve(document));
        for (int i = 0; i < lines.size(); i++) {
            Matcher name = NAME.matcher(lines.get(i));
            while (name.find()) {
                List<Path> files = named(name.group(1));
                String test = name.group(2);
                if (files.isEmpty()) {
                    absent.add(document + ":" + (i + 1) + ": there is no class " + name.group(1)
                            + "; name the one that has its task now");
                } else if (test != null && files.stream().noneMatch(file -> hasTest(file, test))) {
                    absent.add(document + ":" + (i + 1) + ": " + name.group(1) + " has no test " + test
                            + "; name the one that has its task now");
                }
            }
        }
        return absent;
    }

    private static boolean hasTest(Path file, String test) {
        return read(file).contains("void " + test + "(");
    }

    static List<Path> javaFiles(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new IllegalStateException(directory.toString(), e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(file.toString(), e);
        }
    }
}
