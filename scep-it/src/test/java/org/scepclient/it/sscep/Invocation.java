package org.scepclient.it.sscep;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;

/**
 * An invocation of {@code sscep} and what it does, as a paragraph of text.
 *
 * @param script lines for the shell, each after {@code "$ "}; the last one is the invocation, the others prepare files
 * @param facts the exit code, the lines of standard output and standard error, the files that were written and the requests
 * that were sent
 */
record Invocation(List<String> script, String facts) {
    private static final String PROMPT = "$ ";

    /** Reads the paragraphs of a resource; lines that begin with {@code #} are comments. */
    static List<Invocation> readAll(String resource) throws IOException {
        try (InputStream in = Invocation.class.getResourceAsStream(resource)) {
            String text = new String(in.readAllBytes(), UTF_8);
            return Arrays.stream(text.split("\n\n+"))
                    .map(Invocation::read)
                    .filter(invocation -> !invocation.script.isEmpty())
                    .toList();
        }
    }

    private static Invocation read(String paragraph) {
        List<String> lines =
                paragraph.lines().filter(line -> !line.startsWith("#")).toList();
        List<String> script = lines.stream()
                .takeWhile(line -> line.startsWith(PROMPT))
                .map(line -> line.substring(PROMPT.length()))
                .toList();
        return new Invocation(script, String.join("\n", lines.subList(script.size(), lines.size())));
    }

    /** The script in one line. */
    @Override
    public String toString() {
        return String.join("; ", script);
    }
}
