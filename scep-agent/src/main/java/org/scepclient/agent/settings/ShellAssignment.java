package org.scepclient.agent.settings;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.error.StorageException;

/**
 * One {@code NAME=value} of a shell script, value and all quotes, perhaps over several lines. It is read, never
 * executed: what the shell would have to compute is an error.
 *
 * @param name the variable
 * @param value what the shell would assign
 * @param end the index in the text behind the value
 */
record ShellAssignment(String name, String value, int end) {
    private static final Pattern BEGIN = Pattern.compile("[ \\t]*(?:export[ \\t]+)?([A-Za-z_][A-Za-z0-9_]*)=");
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,-]*");
    /** What the double quotes of the shell let a backslash take the meaning from. */
    private static final String ESCAPED_IN_QUOTES = "$`\"\\";

    private static final String COMPUTED = "|&;<>()$`*?[~";

    /** Whether an assignment begins at {@code at}. */
    static boolean beginsAt(String text, int at) {
        return BEGIN.matcher(text).region(at, text.length()).lookingAt();
    }

    /** The assignment that begins at {@code at}. */
    static ShellAssignment read(Place place, String text, int at) throws StorageException {
        Matcher begin = BEGIN.matcher(text).region(at, text.length());
        if (!begin.lookingAt()) {
            throw place.error("this is no assignment NAME=value");
        }
        Reader reader = new Reader(place, text, begin.end());
        String value = reader.value();
        return new ShellAssignment(begin.group(1), value, reader.at);
    }

    /** The value so that a shell reads the same bytes. */
    static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }

    /** Where in which file, for an error. */
    record Place(String file, int line) {
        StorageException error(String problem) {
            return new StorageException(file + ":" + line, problem);
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
            while (at < text.length() && !endsHere()) {
                char c = text.charAt(at++);
                switch (c) {
                    case '\'' -> singleQuotes();
                    case '"' -> doubleQuotes();
                    case '\\' -> escape();
                    default -> plain(c);
                }
            }
            requireNothingBehind();
            return value.toString();
        }

        private boolean endsHere() {
            char c = text.charAt(at);
            return c == '\n'
                    || c == ' '
                    || c == '\t'
                    || (c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n');
        }

        private void plain(char c) throws StorageException {
            if (COMPUTED.indexOf(c) >= 0) {
                throw place.error("'" + c + "' has a meaning for the shell; put the value in single quotes");
            }
            value.append(c);
        }

        private void singleQuotes() throws StorageException {
            int close = text.indexOf('\'', at);
            if (close < 0) {
                throw place.error("a single quote is not closed; add one at the value's end");
            }
            value.append(text, at, close);
            at = close + 1;
        }

        private void doubleQuotes() throws StorageException {
            while (at < text.length() && text.charAt(at) != '"') {
                char c = text.charAt(at++);
                if (c == '$' || c == '`') {
                    throw place.error("'" + c + "' has a meaning for the shell; put the value in single quotes");
                }
                boolean escapes = c == '\\' && at < text.length() && ESCAPED_IN_QUOTES.indexOf(text.charAt(at)) >= 0;
                value.append(escapes ? text.charAt(at++) : c);
            }
            if (at == text.length()) {
                throw place.error("a double quote is not closed; add one at the value's end");
            }
            at++;
        }

        private void escape() throws StorageException {
            if (at == text.length() || text.charAt(at) == '\n') {
                throw place.error("a backslash ends the line; put the value in single quotes");
            }
            value.append(text.charAt(at++));
        }

        /** Behind the value only blanks and a comment may stand: {@code A=b c} would run c. */
        private void requireNothingBehind() throws StorageException {
            int end = text.indexOf('\n', at);
            String rest = text.substring(at, end < 0 ? text.length() : end).strip();
            if (!rest.isEmpty() && !rest.startsWith("#")) {
                throw place.error(
                        "the value ends at a blank and something follows; put the whole value in single quotes");
            }
        }
    }
}
