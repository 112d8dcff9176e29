package org.scepclient.pkcs10;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.Snippet;

/**
 * A part of a text in which {@code \x} stands for a literal x.
 *
 * <p>It records which characters were escaped, so that an escaped delimiter does not delimit, and their positions for
 * error messages.
 */
final class EscapedText {
    private final Source source;
    private final int from;
    private final int to;

    /**
     * The whole text.
     *
     * @param place its name in messages, for example {@code subject}
     * @param typed the text as entered
     * @param text the text without the backslashes that escape a character
     * @param escaped the indexes in {@code text} of the escaped characters
     */
    private record Source(String place, String typed, String text, BitSet escaped) {
        /** The index in {@code typed} of the character at {@code index} of {@code text}, or of its backslash. */
        int typedIndex(int index) {
            return index + escaped.get(0, index).cardinality();
        }
    }

    private EscapedText(Source source, int from, int to) {
        this.source = source;
        this.from = from;
        this.to = to;
    }

    /** Reads {@code typed}; {@code place} is its name in messages, for example {@code subject}. */
    static EscapedText parse(String place, String typed) {
        StringBuilder text = new StringBuilder(typed.length());
        BitSet escaped = new BitSet();
        int at = 0;
        while (at < typed.length()) {
            int start = at;
            if (typed.charAt(at) == '\\') {
                at++;
                if (at == typed.length()) {
                    throw error(
                            place,
                            new Snippet(typed, start, 1),
                            "no character follows the last backslash in " + Quoted.of(typed),
                            "write \\\\ for a backslash");
                }
                escaped.set(text.length());
            }
            text.append(checked(place, typed, at));
            at++;
        }
        return new EscapedText(new Source(place, typed, text.toString(), escaped), 0, text.length());
    }

    private static char checked(String place, String typed, int at) {
        char c = typed.charAt(at);
        boolean control = Character.isISOControl(c) && c != '\t';
        if (control || Unicode.isLoneSurrogate(typed, at)) {
            throw error(
                    place,
                    new Snippet(typed, at, 1),
                    (control ? "control character" : "half a character") + String.format(" U+%04X", (int) c),
                    "remove it");
        }
        return c;
    }

    /** {@code text} itself, unless it has a character that names cannot contain. */
    static String checked(String place, String text) {
        for (int at = 0; at < text.length(); at++) {
            checked(place, text, at);
        }
        return text;
    }

    boolean isEmpty() {
        return from == to;
    }

    /** The characters, escaped or not, without the backslashes. */
    String text() {
        return source.text.substring(from, to);
    }

    /** The index of the first unescaped {@code delimiter}; -1 if there is none. */
    int indexOf(char delimiter) {
        for (int i = from; i < to; i++) {
            if (isUnescaped(i, delimiter)) {
                return i - from;
            }
        }
        return -1;
    }

    EscapedText upTo(int index) {
        return new EscapedText(source, from, from + index);
    }

    EscapedText after(int index) {
        return new EscapedText(source, from + index + 1, to);
    }

    /** The parts between unescaped delimiters, empty ones too. */
    List<EscapedText> split(char delimiter) {
        List<EscapedText> parts = new ArrayList<>();
        EscapedText rest = this;
        for (int at = rest.indexOf(delimiter); at >= 0; at = rest.indexOf(delimiter)) {
            parts.add(rest.upTo(at));
            rest = rest.after(at);
        }
        parts.add(rest);
        return parts;
    }

    /** Removes unescaped blanks and tabs from both ends. */
    EscapedText strip() {
        int start = from;
        int end = to;
        while (start < end && isBlank(start)) {
            start++;
        }
        while (end > start && isBlank(end - 1)) {
            end--;
        }
        return new EscapedText(source, start, end);
    }

    private boolean isBlank(int index) {
        return isUnescaped(index, ' ') || isUnescaped(index, '\t');
    }

    private boolean isUnescaped(int index, char c) {
        return source.text.charAt(index) == c && !source.escaped.get(index);
    }

    /** Replaces each {@link SerialNumberPlaceholder} by the serial number; {@code \SN} is the two letters. */
    String expand(Optional<String> serialNumber) {
        StringBuilder expanded = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            if (isPlaceholder(at)) {
                EscapedText placeholder = new EscapedText(source, at, at + 2);
                expanded.append(serialNumber
                        .filter(known -> !known.isBlank())
                        .orElseThrow(() -> unknownSerialNumber(placeholder)));
                at += 2;
            } else {
                expanded.append(source.text.charAt(at++));
            }
        }
        return expanded.toString();
    }

    private boolean isPlaceholder(int at) {
        return at + 1 < to
                && isUnescaped(at, 'S')
                && isUnescaped(at + 1, 'N')
                && SerialNumberPlaceholder.standsAt(source.text, at);
    }

    private InvalidInputException unknownSerialNumber(EscapedText placeholder) {
        return placeholder.error(
                "the serial number for SN in " + Quoted.of(text()) + " is unknown", "write \\SN for the two letters");
    }

    /** An error in this part of the text. */
    InvalidInputException error(String problem, String remedy) {
        int start = source.typedIndex(from);
        int length = source.typedIndex(to) - start;
        return error(source.place, new Snippet(source.typed, start, length), problem, remedy);
    }

    private static InvalidInputException error(String place, Snippet snippet, String problem, String remedy) {
        int character = snippet.text().codePointCount(0, snippet.start()) + 1;
        return new InvalidInputException(place + ", character " + character, problem, remedy, snippet);
    }
}
