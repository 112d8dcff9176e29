package org.scepclient.file;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.StorageException;
import org.scepclient.value.Bytes;

/**
 * The text of a state file: lines of the form {@code name: value} in a fixed order, in which a name may occur several times.
 * Line breaks and backslashes in a value are written as {@code \n}, {@code \r} and {@code \\}, and bytes as Base64.
 */
public final class NamedLines {
    private static final String SEPARATOR = ": ";

    private final List<Line> lines = new ArrayList<>();
    private final String place;

    /** A line. */
    public record Line(String name, String value) {}

    private NamedLines(String place) {
        this.place = place;
    }

    /** An empty text. */
    public static NamedLines begin() {
        return begin("");
    }

    /** An empty text for lines of the file {@code place}. */
    public static NamedLines begin(String place) {
        return new NamedLines(place);
    }

    /**
     * Parses a text.
     *
     * @param place the file, for error messages
     */
    public static NamedLines parse(String place, String text) throws StorageException {
        NamedLines parsed = new NamedLines(place);
        for (String line : text.lines().toList()) {
            int separator = line.indexOf(SEPARATOR);
            if (separator < 1) {
                throw parsed.damaged("expected 'name: value' in each line", null);
            }
            parsed.put(line.substring(0, separator), unescape(line.substring(separator + SEPARATOR.length())));
        }
        return parsed;
    }

    public NamedLines put(String name, Object value) {
        lines.add(new Line(name, value.toString()));
        return this;
    }

    public NamedLines put(String name, Bytes value) {
        return put(name, Base64.getEncoder().encodeToString(value.toArray()));
    }

    public List<Line> lines() {
        return List.copyOf(lines);
    }

    /** The first value with this name. */
    public String value(String name) throws StorageException {
        return find(name).orElseThrow(() -> damaged("it lacks '" + name + "'", null));
    }

    public Optional<String> find(String name) {
        return lines.stream()
                .filter(line -> line.name.equals(name))
                .map(Line::value)
                .findFirst();
    }

    public Bytes bytes(String name) throws StorageException {
        return decode(value(name));
    }

    /** Decodes the bytes of a value. */
    public Bytes decode(String value) throws StorageException {
        try {
            return Bytes.of(Base64.getDecoder().decode(value));
        } catch (IllegalArgumentException e) {
            throw damaged("it has a value that is not Base64", e);
        }
    }

    /** The error for a text with unexpected content. */
    public StorageException damaged(String problem, @Nullable Throwable cause) {
        return new StorageException(place, "the file is damaged: " + problem, cause);
    }

    /** The text in the form that {@link #parse} reads. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            text.append(line.name).append(SEPARATOR).append(escape(line.value)).append('\n');
        }
        return text.toString();
    }

    private static String escape(String value) {
        return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    }

    private static String unescape(String value) {
        StringBuilder text = new StringBuilder();
        boolean escaped = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!escaped && c == '\\') {
                escaped = true;
            } else {
                text.append(escaped ? unescape(c) : c);
                escaped = false;
            }
        }
        return text.toString();
    }

    private static char unescape(char escaped) {
        return switch (escaped) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            default -> escaped;
        };
    }
}
