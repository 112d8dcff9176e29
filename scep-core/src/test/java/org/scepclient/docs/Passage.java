package org.scepclient.docs;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A paragraph or a sentence of prose.
 *
 * @param line of the file, from 1
 * @param text with the line ends of the source and without its markup
 */
record Passage(Kind kind, int line, String text) {
    private static final Pattern SENTENCE_END =
            Pattern.compile("(?<=[.!?])(?<!\\b(?:e\\.g|i\\.e)\\.)\\s+(?=[A-Z`\"'(])");
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z'’-]*");

    enum Kind {
        DOCUMENT,
        MESSAGE,
        COMMENT
    }

    /** Splits the text at each match of the separator; empty parts are dropped. */
    List<Passage> splitAt(Pattern separator) {
        List<Passage> parts = new ArrayList<>();
        int start = 0;
        Matcher end = separator.matcher(text);
        while (end.find()) {
            addPart(parts, start, end.start());
            start = end.end();
        }
        addPart(parts, start, text.length());
        return parts;
    }

    List<Passage> sentences() {
        return splitAt(SENTENCE_END);
    }

    int words() {
        return Math.toIntExact(WORD.matcher(text).results().count());
    }

    int lineOf(int offset) {
        return line + lineEnds(text.substring(0, offset));
    }

    /** Removes each match and keeps the line ends in it. */
    Passage replace(Pattern pattern, String replacement) {
        return new Passage(
                kind,
                line,
                pattern.matcher(text)
                        .replaceAll(
                                found -> Matcher.quoteReplacement(replacement + "\n".repeat(lineEnds(found.group())))));
    }

    static int lineEnds(String text) {
        return Math.toIntExact(
                text.chars().filter(character -> character == '\n').count());
    }

    private void addPart(List<Passage> parts, int start, int end) {
        String part = text.substring(start, end);
        String stripped = part.stripLeading();
        if (!stripped.isEmpty()) {
            int first = start + part.length() - stripped.length();
            parts.add(new Passage(kind, lineOf(first), stripped));
        }
    }
}
