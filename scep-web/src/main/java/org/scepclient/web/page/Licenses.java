package org.scepclient.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The license list and license texts that the build stores in the installed app. */
public final class Licenses {
    private static final String LIST = "THIRD-PARTY.txt";
    private static final List<String> DIRECTORIES = List.of("licenses", "runtime/legal");
    private static final Pattern LIBRARY = Pattern.compile("  (\\S+:\\S+) (\\S+) \\((.+)\\)");

    private final Path home;

    /**
     * @param home directory of the installed app
     */
    public Licenses(Path home) {
        this.home = home;
    }

    /**
     * A library in the app.
     *
     * @param text name of the license text in {@link #names}; empty if there is none
     */
    public record Library(String name, String version, String license, Optional<String> text) {}

    /** The libraries in the build's list; empty without a list. */
    public List<Library> libraries() {
        List<String> names = names();
        List<Library> libraries = new ArrayList<>();
        list().lines().forEach(line -> {
            Matcher library = LIBRARY.matcher(line);
            if (library.matches()) {
                String license = library.group(3);
                libraries.add(new Library(library.group(1), library.group(2), license, textOf(license, names)));
            }
        });
        return libraries;
    }

    /** The text whose file name is the license's name or the start of it. */
    private static Optional<String> textOf(String license, List<String> names) {
        String fileName = license.toLowerCase(Locale.ROOT).replace(' ', '-');
        return names.stream()
                .filter(name -> name.startsWith("licenses/"))
                .filter(name -> fileName.startsWith(name.substring("licenses/".length(), name.lastIndexOf('.'))))
                .findFirst();
    }

    /** The build's list, unchanged; empty without a list. */
    public String list() {
        return content(home.resolve(LIST));
    }

    /** The paths of the license texts, relative to the app. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : List.of("LICENSE", "NOTICE")) {
            if (Files.isRegularFile(home.resolve(name))) {
                names.add(name);
            }
        }
        for (String directory : DIRECTORIES) {
            names.addAll(textsIn(home.resolve(directory)));
        }
        return names;
    }

    private List<String> textsIn(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !Files.isSymbolicLink(file))
                    .map(file -> home.relativize(file).toString())
                    .filter(name -> name.lastIndexOf('.') > name.lastIndexOf('/') || !name.startsWith("licenses/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** The text with this name; empty unless it is one of {@link #names}, so that no other file can be read. */
    public Optional<String> text(String name) {
        return names().contains(name) ? Optional.of(content(home.resolve(name))) : Optional.empty();
    }

    private static String content(Path file) {
        try {
            return new String(Files.readAllBytes(file), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }
}
