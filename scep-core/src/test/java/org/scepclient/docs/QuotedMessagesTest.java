package org.scepclient.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each message that a document quotes after an exit code, as in {@code exit 3, `still pending`}, is one of a program's. */
class QuotedMessagesTest {
    private static final Pattern QUOTE = Pattern.compile("\\b(?:exit|or) \\d+,?\\s+`([^`]+)`");
    private static final Pattern CONCATENATION = Pattern.compile("\"\\s*\\+\\s*\"");
    /** An ellipsis, or a number that the program inserts. */
    private static final Pattern VARIABLE = Pattern.compile("…|\\d+");
    /** Quotes the messages of other clients. */
    private static final String OTHER_CLIENTS = "clients.md";

    private final Path root = Repository.root();

    @Test
    void occurInTheSources() throws IOException {
        String messages = messages();
        List<String> unknown = new ArrayList<>();
        int quotes = 0;
        for (Path document : Repository.files(root.resolve("docs"))) {
            if (!document.toString().endsWith(".md") || document.endsWith(OTHER_CLIENTS)) {
                continue;
            }
            for (MatchResult quote : (Iterable<MatchResult>)
                    QUOTE.matcher(Files.readString(document)).results()::iterator) {
                quotes++;
                String text = quote.group(1).replaceAll("\\s+", " ");
                if (!VARIABLE.splitAsStream(text).allMatch(messages::contains)) {
                    unknown.add(root.relativize(document) + ": " + text);
                }
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(quotes).isGreaterThan(5);
    }

    /** The sources of all programs, with the parts of each message joined. */
    private String messages() throws IOException {
        StringBuilder sources = new StringBuilder();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path module : (Iterable<Path>)
                    modules.map(one -> one.resolve("src/main/java")).filter(Files::isDirectory)::iterator) {
                for (Path file : Repository.files(module)) {
                    sources.append(Files.readString(file));
                }
            }
        }
        return CONCATENATION.matcher(sources).replaceAll("");
    }
}
