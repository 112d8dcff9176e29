package org.scepclient.agent.deployment;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An assignment of a PEM text in a configuration file, in one of the usual formats.
 *
 * @param name the parameter
 * @param begin index of the value in the file, after the equals sign
 * @param end index after the value, before the line end or other text
 * @param text the value
 */
record PemParameter(String name, int begin, int end, String text) {
    private static final Pattern ASSIGNMENT = Pattern.compile("([A-Za-z_][A-Za-z0-9_]*)=");
    private static final Pattern BLOCKS = Pattern.compile(
            "-----BEGIN [A-Z0-9 ]+-----\\r?\\n(?:[^\\n]*\\n)*?-----END [A-Z0-9 ]+-----(?:\\r?\\n(?=-----BEGIN ))?");
    private static final String ARMOR = "-----BEGIN ";
    private static final String EXPANSIONS = "$`";
    /** Quotes too, where they are within a word. */
    private static final String ENDS_OF_WORDS = "'\";&|<>()";

    private static final String COMMENT_OR_NEXT_COMMAND = "#;&|";

    /** Returns the assignment at the start of a line, or null if there is none. */
    static @Nullable PemParameter at(String file, int line) {
        Matcher assignment = ASSIGNMENT.matcher(file).region(line, file.length());
        if (!assignment.lookingAt()) {
            return null;
        }
        int begin = assignment.end();
        int end = end(file, begin);
        return new PemParameter(assignment.group(1), begin, end, file.substring(begin, end));
    }

    private static int end(String file, int begin) {
        int lineEnd = lineEnd(file, begin);
        if (begin < lineEnd && isQuote(file.charAt(begin))) {
            int close = closingQuote(file, begin);
            return close < 0 ? lineEnd : close + 1;
        }
        if (file.startsWith(ARMOR, begin) && !file.substring(begin, lineEnd).contains("\\n")) {
            return blocksEnd(file, begin, lineEnd);
        }
        int blank = begin;
        while (blank < lineEnd && (file.startsWith(ARMOR, begin) || !Character.isWhitespace(file.charAt(blank)))) {
            blank++;
        }
        return blank;
    }

    private static int blocksEnd(String file, int begin, int lineEnd) {
        Matcher blocks = BLOCKS.matcher(file);
        int end = begin;
        while (blocks.region(end, file.length()).lookingAt()) {
            end = blocks.end();
        }
        return end == begin ? lineEnd : end;
    }

    /** The index of the closing quote, or -1. Within double quotes, a backslash escapes the next character. */
    private static int closingQuote(String file, int begin) {
        char quote = file.charAt(begin);
        for (int i = begin + 1; i < file.length(); i++) {
            if (quote == '"' && file.charAt(i) == '\\') {
                i++;
            } else if (file.charAt(i) == quote) {
                return i;
            }
        }
        return -1;
    }

    /**
     * True if a shell would expand the value, or if more follows it: the rest of its word, or another word, which the shell runs
     * as a command. Replacing it would discard a command, leave a part of it, or run the other word.
     *
     * @param file the text of the file
     */
    boolean isComputed(String file) {
        boolean shell = isQuoted() || !text.startsWith(ARMOR);
        return has(EXPANSIONS) || (shell && (continues(file) || isFollowedByAWord(file)));
    }

    private boolean continues(String file) {
        char next = end < file.length() ? file.charAt(end) : '\n';
        return isQuoted() ? !Character.isWhitespace(next) && next != ';' : has(ENDS_OF_WORDS);
    }

    private boolean isFollowedByAWord(String file) {
        String rest = file.substring(end, lineEnd(file, end)).strip();
        return !rest.isEmpty() && COMMENT_OR_NEXT_COMMAND.indexOf(rest.charAt(0)) < 0;
    }

    private boolean isQuoted() {
        return text.length() > 1 && isQuote(text.charAt(0));
    }

    /** Whether a shell would see one of the characters. */
    private boolean has(String characters) {
        boolean single = text.startsWith("'");
        for (int i = 0; i < text.length() && !single; i++) {
            char c = text.charAt(i);
            if (characters.indexOf(c) >= 0) {
                return true;
            }
            i += c == '\\' ? 1 : 0;
        }
        return false;
    }

    private static int lineEnd(String file, int from) {
        int end = file.indexOf('\n', from);
        int last = end < 0 ? file.length() : end;
        return last > from && file.charAt(last - 1) == '\r' ? last - 1 : last;
    }

    private static boolean isQuote(char c) {
        return c == '"' || c == '\'';
    }

    /** Returns a value with another PEM text in the same format. */
    String withPem(String pem) {
        if (isQuoted()) {
            char quote = text.charAt(0);
            return quote + formatted(text.substring(1, text.length() - 1), pem) + quote;
        }
        return formatted(text, pem);
    }

    /** Uses the format of the old value: escaped line ends, lines, or base64 of the whole text, as on the routers. */
    private static String formatted(String old, String pem) {
        if (!old.startsWith(ARMOR)) {
            return Base64.getEncoder().encodeToString(pem.getBytes(US_ASCII));
        }
        String lines = pem.strip();
        if (old.contains("\\n")) {
            String escaped = lines.replace("\n", "\\n");
            return old.endsWith("\\n") ? escaped + "\\n" : escaped;
        }
        String lineEnd = old.contains("\r\n") ? "\r\n" : "\n";
        String text = lines.replace("\n", lineEnd);
        return old.endsWith("\n") ? text + lineEnd : text;
    }
}
