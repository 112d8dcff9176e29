package org.scepclient.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.error.InvalidInputException;

/**
 * Reads an object of strings, numbers, literals and such objects, strictly by RFC 8259. Arrays, and a name that occurs twice, are
 * errors.
 */
public final class JsonReader {
    private static final int MAX_DEPTH = 8;
    private static final Pattern LITERAL =
            Pattern.compile("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");
    private static final Pattern UNICODE = Pattern.compile("[0-9A-Fa-f]{4}");
    private static final String ESCAPES = "\"\\/bfnrt";
    private static final String ESCAPED = "\"\\/\b\f\n\r\t";

    private final String place;
    private final String text;
    private int at;

    private JsonReader(String place, String text) {
        this.place = place;
        this.text = text;
    }

    /**
     * Reads the whole text.
     *
     * @param place the source, for the message
     * @throws InvalidInputException with the character at which the text is wrong
     */
    public static JsonValue.Members read(String place, String text) {
        JsonReader reader = new JsonReader(place, text);
        JsonValue.Members object = reader.object(0);
        reader.next();
        if (reader.at < text.length()) {
            throw reader.error("unexpected text after the object", "remove it");
        }
        return object;
    }

    private JsonValue.Members object(int depth) {
        expect('{');
        Map<String, JsonValue> values = new LinkedHashMap<>();
        if (next() == '}') {
            at++;
            return new JsonValue.Members(values);
        }
        do {
            next();
            int start = at;
            String name = string();
            expect(':');
            JsonValue value = value(depth + 1);
            if (values.put(name, value) != null) {
                at = start;
                throw error("the name occurs twice", "remove one of them");
            }
        } while (more());
        return new JsonValue.Members(Collections.unmodifiableMap(values));
    }

    /** Skips a comma before another member, or the end of the object. */
    private boolean more() {
        char c = next();
        if (c != ',' && c != '}') {
            throw error("expected ',' or '}'", "add it");
        }
        at++;
        return c == ',';
    }

    private JsonValue value(int depth) {
        char c = next();
        if (c == '"') {
            return new JsonValue.Text(string());
        }
        if (c == '{' && depth < MAX_DEPTH) {
            return object(depth);
        }
        Matcher literal = LITERAL.matcher(text).region(at, text.length());
        if (!literal.lookingAt()) {
            throw error("expected a string, a number, true, false or an object", "put the value in double quotes");
        }
        at = literal.end();
        return new JsonValue.Literal(literal.group());
    }

    private String string() {
        expect('"');
        StringBuilder value = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '"') {
            char c = text.charAt(at);
            if (c < ' ') {
                throw error("control character in a string", "escape it");
            }
            at++;
            value.append(c == '\\' ? escape() : c);
        }
        if (at == text.length()) {
            throw error("missing closing double quote", "add one at the end of the string");
        }
        at++;
        if (!UTF_8.newEncoder().canEncode(value)) {
            throw error("half of a surrogate pair before this", "write both halves, or the character itself");
        }
        return value.toString();
    }

    private char escape() {
        Matcher unicode = UNICODE.matcher(text).region(Math.min(at + 1, text.length()), text.length());
        if (at < text.length() && text.charAt(at) == 'u' && unicode.lookingAt()) {
            at = unicode.end();
            return (char) Integer.parseInt(unicode.group(), 16);
        }
        int index = at < text.length() ? ESCAPES.indexOf(text.charAt(at)) : -1;
        if (index < 0) {
            throw error("unknown escape sequence", "write a backslash as two");
        }
        at++;
        return ESCAPED.charAt(index);
    }

    private void expect(char c) {
        if (next() != c) {
            throw error("expected '" + c + "'", "add it");
        }
        at++;
    }

    /** The next character after white space, which is skipped; 0 at the end. */
    private char next() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        return at < text.length() ? text.charAt(at) : 0;
    }

    private InvalidInputException error(String problem, String remedy) {
        return new InvalidInputException(place + ", character " + (at + 1), problem, remedy);
    }
}
