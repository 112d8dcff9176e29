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

/** The licences of what the installed app is made of, as the build wrote them beside it. */
public final class Licences {
    private static final String LIST = "THIRD-PARTY.txt";
    private static final List<String> PLACES = List.of("licences", "runtime/legal");
    private static final Pattern LIBRARY = Pattern.compile("  (\\S+:\\S+) (\\S+) \\((.+)\\)");

    private final Path home;

    /**
     * @param home where the app is installed
     */
    public Licences(Path home) {
        this.home = home;
    }

    /**
     * A library inside the app.
     *
     * @param text the name of its licence's text in {@link #names}; perhaps empty
     */
    public record Library(String name, String version, String licence, Optional<String> text) {}

    /** The libraries of the build's list; none where there is no list. */
    public List<Library> libraries() {
        List<String> names = names();
        List<Library> libraries = new ArrayList<>();
        list().lines().forEach(line -> {
            Matcher library = LIBRARY.matcher(line);
            if (library.matches()) {
                String licence = library.group(3);
                libraries.add(new Library(library.group(1), library.group(2), licence, textOf(licence, names)));
            }
        });
        return libraries;
    }

    /** The file is named like the licence, or begins so. */
    private static Optional<String> textOf(String licence, List<String> names) {
        String wanted = licence.toLowerCase(Locale.ROOT).replace(' ', '-');
        return names.stream()
                .filter(name -> name.startsWith("licences/"))
                .filter(name -> wanted.startsWith(name.substring("licences/".length(), name.lastIndexOf('.'))))
                .findFirst();
    }

    /** The build's list as it is; empty where there is none. */
    public String list() {
        return content(home.resolve(LIST));
    }

    /** The texts that can be read, by their paths in the app. */
    public List<String> names() {
        List<String> names = new ArrayList<>();
        for (String name : List.of("LICENSE", "NOTICE")) {
            if (Files.isRegularFile(home.resolve(name))) {
                names.add(name);
            }
        }
        for (String place : PLACES) {
            names.addAll(below(home.resolve(place)));
        }
        return names;
    }

    private List<String> below(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.walk(directory, 2)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !Files.isSymbolicLink(file))
                    .map(file -> home.relativize(file).toString())
                    .filter(name -> name.lastIndexOf('.') > name.lastIndexOf('/') || !name.startsWith("licences/"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** One text; nothing for what is not among {@link #names}, so that no other file can be asked for. */
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
