package org.scepclient.agent.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepclient.error.StorageException;

/** The parsed text of a settings file: assignments of settings, and other content, which is preserved. */
final class SettingsText {
    /** Consecutive whole lines: an assignment, or other content. */
    private record Part(String text, Optional<Assignment> assignment) {
        Part(String text) {
            this(text, Optional.empty());
        }

        Optional<Assignment> assigned() {
            return assignment.filter(found -> found.setting().isPresent());
        }
    }

    /**
     * An assignment.
     *
     * @param name the variable, of a setting or not
     * @param value that of a variable with our prefix is decoded
     */
    record Assignment(ShellAssignment.Place place, String name, String value) {
        boolean isOurs() {
            return name.startsWith(Setting.PREFIX);
        }

        Optional<Setting> setting() {
            return isOurs() ? Setting.named(name) : Optional.empty();
        }
    }

    /** The treatment of a line that is neither an assignment nor a comment. */
    @FunctionalInterface
    interface OnMalformedLine {
        /**
         * Decides about one line.
         *
         * @param text the rest of the file from that line on
         * @throws StorageException if nothing more can be read
         */
        void accept(StorageException problem, String text) throws StorageException;
    }

    private final List<Part> parts;

    private SettingsText(List<Part> parts) {
        this.parts = parts;
    }

    /** Parses bytes that were decoded as ISO 8859-1, which preserves other content in any encoding. */
    static SettingsText parse(String file, String text) throws StorageException {
        return parse(file, text, (problem, rest) -> {
            throw problem;
        });
    }

    /** As {@link #parse(String, String)}; a malformed line that is accepted counts as other content. */
    static SettingsText parse(String file, String text, OnMalformedLine malformed) throws StorageException {
        List<Part> parts = new ArrayList<>();
        int line = 1;
        for (int at = 0; at < text.length(); ) {
            var place = new ShellAssignment.Place(file, line);
            Part part = part(place, text, at, malformed);
            parts.add(part);
            at += part.text().length();
            line += (int) part.text().chars().filter(c -> c == '\n').count();
        }
        return new SettingsText(parts);
    }

    private static Part part(ShellAssignment.Place place, String text, int at, OnMalformedLine malformed)
            throws StorageException {
        try {
            return part(place, text, at);
        } catch (StorageException e) {
            malformed.accept(e, text.substring(at));
            return new Part(text.substring(at, endOfLine(text, at)));
        }
    }

    private static Part part(ShellAssignment.Place place, String text, int at) throws StorageException {
        if (!ShellAssignment.beginsAt(text, at)) {
            String line = text.substring(at, endOfLine(text, at));
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                throw place.error("expected NAME=value or a comment; remove the line");
            }
            return new Part(line);
        }
        ShellAssignment assignment = ShellAssignment.read(place, text, at);
        String whole = text.substring(at, endOfLine(text, assignment.end()));
        boolean ours = assignment.name().startsWith(Setting.PREFIX);
        String value = ours ? decoded(place, assignment.value()) : assignment.value();
        return new Part(whole, Optional.of(new Assignment(place, assignment.name(), value)));
    }

    private static int endOfLine(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }

    static String decoded(ShellAssignment.Place place, String value) throws StorageException {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(value.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw place.error("the value is not valid UTF-8; save the file as UTF-8");
        }
    }

    /** All assignments, also those of other variables. */
    List<Assignment> assignments() {
        return parts.stream().flatMap(part -> part.assignment().stream()).toList();
    }

    /** The assigned values. As in a shell, the last assignment of a setting counts. */
    Map<Setting, String> values() {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        assignments().forEach(found -> found.setting().ifPresent(setting -> values.put(setting, found.value())));
        return values;
    }

    /** The assignments of unknown keys that have our prefix. */
    List<UnknownSetting> unknown() {
        return assignments().stream()
                .filter(found -> found.isOurs() && found.setting().isEmpty())
                .map(found -> new UnknownSetting(found.place().toString(), found.name()))
                .toList();
    }

    /** Returns the text with changed values: all assignments of a setting are replaced, new settings are appended. */
    String with(Map<Setting, String> changes) {
        Map<Setting, String> present = values();
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(
                    part.assigned().map(old -> rewritten(part, old, changes)).orElse(part.text()));
        }
        if (!text.isEmpty() && text.charAt(text.length() - 1) != '\n') {
            text.append('\n');
        }
        changes.forEach((setting, value) -> {
            if (!present.containsKey(setting)) {
                text.append(line(setting, value));
            }
        });
        return text.toString();
    }

    private static String rewritten(Part part, Assignment old, Map<Setting, String> changes) {
        Setting setting = old.setting().orElseThrow();
        String value = changes.getOrDefault(setting, old.value());
        return value.equals(old.value()) ? part.text() : line(setting, value);
    }

    static String line(Setting setting, String value) {
        return setting.key() + "=" + ShellAssignment.quoted(new String(value.getBytes(UTF_8), ISO_8859_1)) + "\n";
    }
}
