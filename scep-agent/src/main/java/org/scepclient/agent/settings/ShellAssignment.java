package org.scepclient.agent.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.error.StorageException;

/**
 * A shell assignment {@code NAME=value} with any quoting, possibly over several lines. It is parsed, never executed, so
 * shell expansions are an error.
 *
 * @param name the variable
 * @param value the value that a shell would assign
 * @param end index in the text after the value
 */
record ShellAssignment(String name, String value, int end) {
    private static final Pattern BEGIN = Pattern.compile("[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_]*)=");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,-]*");
    /** Characters that a backslash escapes within double quotes. */
    private static final String ESCAPED_IN_QUOTES = "$`\"\\";

    /** Characters that are special to the shell outside of quotes. */
    private static final String SPECIAL = "|&;<>()$`*?[~";

    /** Whether an assignment starts at this index. */
    static boolean beginsAt(String text, int at) {
        return BEGIN.matcher(text).region(at, text.length()).lookingAt();
    }

    /** The variable that the assignment at the start of this text is for; empty if there is none. */
    static Optional<String> nameIn(String text) {
        Matcher begin = BEGIN.matcher(text);
        return begin.lookingAt() ? Optional.of(begin.group(1)) : Optional.empty();
    }

    /** Parses the assignment that starts at this index. */
    static ShellAssignment read(Place place, String text, int at) throws StorageException {
        Matcher begin = BEGIN.matcher(text).region(at, text.length());
        if (!begin.lookingAt()) {
            throw place.error("expected NAME=value");
        }
        Reader reader = new Reader(place, text, begin.end());
        String value = reader.value();
        return new ShellAssignment(begin.group(1), value, reader.at);
    }

    /** Quotes a value so that a shell reads the same bytes. */
    static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    /** A line of a file, for error messages. */
    record Place(String file, int line) {
        StorageException error(String problem) {
            return new StorageException(toString(), problem);
        }

        @Override
        public String toString() {
            return file + ":" + line;
        }
    }

    private static final class Reader {
        private final Place place;
        private final String text;
        private final StringBuilder value = new StringBuilder();
        private int at;

        Reader(Place place, String text, int at) {
            this.place = place;
            this.text = text;
            this.at = at;
        }

        String value() throws StorageException {
            while (at < text.length() && !isAtEnd()) {
                char c = text.charAt(at++);
                switch (c) {
                    case '\'' -> singleQuotes();
                    case '"' -> doubleQuotes();
                    case '\\' -> escape();
                    default -> plain(c);
                }
            }
            requireEndOfLine();
            return value.toString();
        }

        private boolean isAtEnd() {
            char c = text.charAt(at);
            return c == '\n' || c == ' ' || c == '\t';
        }

        private void plain(char c) throws StorageException {
            if (SPECIAL.indexOf(c) >= 0) {
                throw special(c);
            }
            value.append(c);
        }

        private StorageException special(char c) {
            return place.error("'" + c + "' is special to the shell; put the value in single quotes");
        }

        private void singleQuotes() throws StorageException {
            int close = text.indexOf('\'', at);
            if (close < 0) {
                throw place.error("missing closing single quote; add one at the end of the value");
            }
            value.append(text, at, close);
            at = close + 1;
        }

        private void doubleQuotes() throws StorageException {
            while (at < text.length() && text.charAt(at) != '"') {
                char c = text.charAt(at++);
                if (c == '$' || c == '`') {
                    throw special(c);
                }
                boolean escapes = c == '\\' && at < text.length() && ESCAPED_IN_QUOTES.indexOf(text.charAt(at)) >= 0;
                value.append(escapes ? text.charAt(at++) : c);
            }
            if (at == text.length()) {
                throw place.error("missing closing double quote; add one at the end of the value");
            }
            at++;
        }

        private void escape() throws StorageException {
            if (at == text.length() || text.charAt(at) == '\n') {
                throw place.error("backslash at the end of a line; put the value in single quotes");
            }
            value.append(text.charAt(at++));
        }

        /**
         * Requires that only spaces and a comment follow the value: a shell would run {@code c} in {@code A=b c}, and likewise a
         * carriage return.
         */
        private void requireEndOfLine() throws StorageException {
            int end = text.indexOf('\n', at);
            String rest = text.substring(at, end < 0 ? text.length() : end).replaceFirst("^[ \\t]+", "");
            if (rest.equals("\r")) {
                throw place.error("the line ends with a carriage return; save the file with Unix line ends (LF)");
            }
            if (!rest.isEmpty() && !rest.startsWith("#")) {
                throw place.error("unexpected text after the value; put the whole value in single quotes");
            }
        }
    }
}
