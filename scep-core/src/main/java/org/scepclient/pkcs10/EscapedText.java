package org.scepclient.pkcs10;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.scepclient.error.InvalidInputException;

/**
 * A stretch of text typed by a person in which {@code \x} stands for a literal x. It knows of each
 * character whether it was escaped, so that an escaped delimiter does not delimit, and where it stood, so
 * that errors can name the place.
 */
final class EscapedText {
    private final Source source;
    private final int from;
    private final int to;

    /** What was typed, the same without its backslashes, and which of those characters had one. */
    private record Source(String place, String typed, String text, BitSet escaped) {
        /** Where the character at {@code index} of the text stands in what was typed, counted from 1. */
        int position(int index) {
            return EscapedText.position(typed, index + escaped.get(0, index).cardinality());
        }
    }

    private EscapedText(Source source, int from, int to) {
        this.source = source;
        this.from = from;
        this.to = to;
    }

    /** Reads {@code typed}; {@code place} is what error messages call it, for example {@code subject}. */
    static EscapedText parse(String place, String typed) {
        StringBuilder text = new StringBuilder(typed.length());
        BitSet escaped = new BitSet();
        int at = 0;
        while (at < typed.length()) {
            int start = at;
            if (typed.charAt(at) == '\\') {
                at++;
                if (at == typed.length()) {
                    throw new InvalidInputException(
                            place + ", character " + position(typed, start),
                            "a backslash ends the text " + Quoted.of(typed),
                            "write \\\\ for a backslash");
                }
                escaped.set(text.length());
            }
            text.append(checked(place, typed, at));
            at++;
        }
        return new EscapedText(new Source(place, typed, text.toString(), escaped), 0, text.length());
    }

    private static int position(String typed, int index) {
        return typed.codePointCount(0, index) + 1;
    }

    private static char checked(String place, String typed, int at) {
        char c = typed.charAt(at);
        boolean control = Character.isISOControl(c) && c != '\t';
        if (control || Unicode.isLoneSurrogate(typed, at)) {
            throw new InvalidInputException(
                    place + ", character " + position(typed, at),
                    (control ? "control character" : "half a character") + String.format(" U+%04X", (int) c),
                    "remove it");
        }
        return c;
    }

    /** {@code text} itself, if it has no character that a name cannot hold. */
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

    /** The first {@code delimiter} that is not escaped, counted from the start of this stretch; -1 if there is none. */
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

    /** Without the unescaped blanks and tabs at either end. */
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

    /**
     * The characters, with each {@link SerialNumberPlaceholder} replaced by the serial number; {@code \SN} stays as it is.
     */
    String expand(Optional<String> serialNumber) {
        StringBuilder expanded = new StringBuilder(to - from);
        int at = from;
        while (at < to) {
            if (isWildcard(at)) {
                expanded.append(serialNumber.filter(known -> !known.isBlank()).orElseThrow(this::unknownSerialNumber));
                at += 2;
            } else {
                expanded.append(source.text.charAt(at++));
            }
        }
        return expanded.toString();
    }

    private boolean isWildcard(int at) {
        return at + 1 < to
                && isUnescaped(at, 'S')
                && isUnescaped(at + 1, 'N')
                && SerialNumberPlaceholder.standsAt(source.text, at);
    }

    private InvalidInputException unknownSerialNumber() {
        return error(
                "SN in " + Quoted.of(text()) + " stands for the serial number, which is not known",
                "set the serial number, or write \\SN for the letters");
    }

    /** An error at the start of this stretch. */
    InvalidInputException error(String problem, String remedy) {
        return new InvalidInputException(source.place + ", character " + source.position(from), problem, remedy);
    }
}
