package org.scepclient.error;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.scepclient.value.Printable;

/**
 * The wrong part of a text that a person entered.
 *
 * @param text the whole text
 * @param start index of the first wrong char
 * @param length number of wrong chars; 0 if something is missing at {@code start}
 */
public record Snippet(String text, int start, int length) {
    /** Columns of a long text that are shown, besides the ellipses. */
    private static final int WIDTH = 70;

    /** Columns of a long text that are shown before the wrong part. */
    private static final int BEFORE = 30;

    private static final String ELLIPSIS = "…";
    private static final int REPLACEMENT_CHARACTER = 0xFFFD;

    public Snippet {
        Objects.checkFromIndexSize(start, length, text.length());
    }

    /**
     * The text on one line, and on a second line at least one caret below the wrong part.
     *
     * <p>Neither line is indented. Each control character is shown as U+FFFD, and of a long text only the surroundings of
     * the wrong part are shown.
     */
    public List<String> lines() {
        int[] shown = text.codePoints().map(Snippet::printable).toArray();
        int first = text.codePointCount(0, start);
        int from = 0;
        int to = shown.length;
        if (columns(shown, from, to) > WIDTH) {
            to = indexAfter(shown, indexBefore(shown, first, BEFORE), WIDTH);
            from = indexBefore(shown, to, WIDTH);
        }
        String prefix = from == 0 ? "" : ELLIPSIS;
        String suffix = to == shown.length ? "" : ELLIPSIS;
        int end = Math.min(first + text.codePointCount(start, start + length), to);
        int indent = prefix.length() + columns(shown, from, first);
        return List.of(
                prefix + new String(shown, from, to - from) + suffix,
                " ".repeat(indent) + "^".repeat(Math.max(1, columns(shown, first, end))));
    }

    private static int printable(int c) {
        boolean surrogate = Character.getType(c) == Character.SURROGATE;
        return c == '\t' ? ' ' : Printable.isControl(c) || surrogate ? REPLACEMENT_CHARACTER : c;
    }

    private static int indexBefore(int[] text, int end, int columns) {
        int start = end;
        int left = columns;
        while (start > 0 && columns(text[start - 1]) <= left) {
            start--;
            left -= columns(text[start]);
        }
        return start;
    }

    private static int indexAfter(int[] text, int start, int columns) {
        int end = start;
        int left = columns;
        while (end < text.length && columns(text[end]) <= left) {
            left -= columns(text[end]);
            end++;
        }
        return end;
    }

    private static int columns(int[] text, int from, int to) {
        return Arrays.stream(text, from, to).map(Snippet::columns).sum();
    }

    /** Columns of a character on a terminal: marks are drawn over the one before, East Asian characters take two. */
    private static int columns(int c) {
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK -> 0;
            default -> isWide(c) ? 2 : 1;
        };
    }

    /** The blocks of Unicode's East_Asian_Width property W and F, roughly. */
    private static boolean isWide(int c) {
        return (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
    }
}
