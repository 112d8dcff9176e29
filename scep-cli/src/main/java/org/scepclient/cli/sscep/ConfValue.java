package org.scepclient.cli.sscep;

import org.scepclient.error.StorageException;

/** A value of a CONF file, which {@link #expand} unquotes, with its variables. */
final class ConfValue {
    /** The limit of OpenSSL: a variable can double its value on each line. */
    private static final int MAX_LENGTH = 1 << 16;

    /** Looks up a variable by the name after its {@code $}. */
    @FunctionalInterface
    interface Variables {
        String value(String name) throws StorageException;
    }

    private final String text;
    private final String place;
    private final Variables variables;
    private final StringBuilder result = new StringBuilder();
    private int at;

    ConfValue(String text, String place, Variables variables) {
        this.text = text;
        this.place = place;
        this.variables = variables;
    }

    String expand() throws StorageException {
        int significant = 0;
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '#') {
                break;
            }
            boolean blank = c == ' ' || c == '\t';
            part(c);
            if (!blank) {
                significant = result.length();
            }
            if (result.length() > MAX_LENGTH) {
                throw new StorageException(place, "the value is longer than " + MAX_LENGTH + " characters");
            }
        }
        // Blanks before a comment are not part of the value, unless quoted.
        result.setLength(significant);
        return result.toString();
    }

    private void part(char c) throws StorageException {
        switch (c) {
            case '"', '\'', '`' -> quoted(c);
            case '\\' -> escaped();
            case '$' -> variable();
            default -> result.append(c);
        }
    }

    /** Reads up to the same quote, or as OpenSSL to the end of the line; a backslash escapes the next character. */
    private void quoted(char quote) {
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == quote) {
                return;
            }
            if (c == '\\' && at < text.length()) {
                c = text.charAt(at++);
            }
            result.append(c);
        }
    }

    private void escaped() {
        if (at == text.length()) {
            return;
        }
        char c = text.charAt(at++);
        result.append(
                switch (c) {
                    case 'n' -> '\n';
                    case 'r' -> '\r';
                    case 't' -> '\t';
                    case 'b' -> '\b';
                    default -> c;
                });
    }

    private void variable() throws StorageException {
        char open = at < text.length() ? text.charAt(at) : ' ';
        char close = open == '{' ? '}' : open == '(' ? ')' : ' ';
        if (close != ' ') {
            at++;
        }
        int start = at;
        while (at < text.length() && isNamePart(text.charAt(at))) {
            at++;
        }
        String name = text.substring(start, at);
        if (name.isEmpty()) {
            throw new StorageException(place, "missing variable name after $; write \\$ for a dollar sign");
        }
        if (close != ' ') {
            if (at == text.length() || text.charAt(at) != close) {
                throw new StorageException(place, "missing " + close + " after variable $" + open + name);
            }
            at++;
        }
        result.append(variables.value(name));
    }

    private boolean isNamePart(char c) {
        boolean colons = c == ':' && (follows(':') || text.charAt(at - 1) == ':');
        return Character.isLetterOrDigit(c) || c == '_' || colons;
    }

    private boolean follows(char c) {
        return at + 1 < text.length() && text.charAt(at + 1) == c;
    }
}
