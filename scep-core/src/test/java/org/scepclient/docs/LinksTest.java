package org.scepclient.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each link from a document to another file of the repository, with its heading, has a target. */
class LinksTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:\\s]*)(?:#([^)\\s]*))?\\)");

    private final Path root = Repository.root();

    @Test
    void leadToFilesAndHeadingsThatExist() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path document : documents()) {
            List<String> lines = Files.readAllLines(document);
            for (int i = 0; i < lines.size(); i++) {
                links += linksOf(document, i + 1, lines.get(i), broken);
            }
        }
        assertThat(broken).withFailMessage(() -> String.join("\n", broken)).isEmpty();
        assertThat(links).isGreaterThan(50);
    }

    /** The number of links in a line; those without a target are added to the broken ones. */
    private int linksOf(Path document, int number, String line, List<String> broken) throws IOException {
        int links = 0;
        Matcher link = LINK.matcher(line);
        while (link.find()) {
            links++;
            String fault = fault(document, link.group(1), link.group(2));
            if (!fault.isEmpty()) {
                broken.add(root.relativize(document) + ":" + number + ": " + link.group() + ": " + fault);
            }
        }
        return links;
    }

    private static String fault(Path document, String file, @Nullable String anchor) throws IOException {
        Path target = file.isEmpty() ? document : document.resolveSibling(file).normalize();
        if (!Files.exists(target)) {
            return "there is no such file";
        }
        if (anchor == null) {
            return "";
        }
        List<String> anchors = anchors(target);
        return anchors.contains(anchor) ? "" : "no heading has this anchor; those there are: " + anchors;
    }

    /** As GitHub derives them from the headings. */
    private static List<String> anchors(Path document) throws IOException {
        return Files.readAllLines(document).stream()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> heading.replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-'))
                .toList();
    }

    private List<Path> documents() throws IOException {
        try (Stream<Path> top = Files.list(root);
                Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            return Stream.concat(top, docs)
                    .filter(file -> file.toString().endsWith(".md"))
                    .toList();
        }
    }
}
