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
    /**
     * Consecutive whole lines: an assignment of a setting ({@code assigned}), an assignment of an unknown key with our
     * prefix ({@code unknown}), or other content.
     */
    private record Part(String text, Optional<Assigned> assigned, Optional<UnknownSetting> unknown) {
        Part(String text) {
            this(text, Optional.empty(), Optional.empty());
        }
    }

    private record Assigned(Setting setting, String value) {}

    /** What is done about a line that is neither an assignment nor a comment. */
    @FunctionalInterface
    interface OnMalformedLine {
        /**
         * Decides about one line.
         *
         * @param text the rest of the file from that line on
         * @throws StorageException if nothing more is to be read
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
        if (!assignment.name().startsWith(Setting.PREFIX)) {
            return new Part(whole);
        }
        Optional<Setting> setting = Setting.named(assignment.name());
        if (setting.isEmpty()) {
            return new Part(whole, Optional.empty(), Optional.of(new UnknownSetting(place, assignment.name())));
        }
        Assigned assigned = new Assigned(setting.get(), decoded(place, assignment.value()));
        return new Part(whole, Optional.of(assigned), Optional.empty());
    }

    private static int endOfLine(String text, int at) {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end + 1;
    }

    private static String decoded(ShellAssignment.Place place, String value) throws StorageException {
        try {
            return UTF_8.newDecoder()
                    .decode(ByteBuffer.wrap(value.getBytes(ISO_8859_1)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw place.error("the value is not valid UTF-8; save the file as UTF-8");
        }
    }

    /** The assigned values. As in a shell, the last assignment of a setting counts. */
    Map<Setting, String> values() {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Part part : parts) {
            part.assigned().ifPresent(assigned -> values.put(assigned.setting(), assigned.value()));
        }
        return values;
    }

    /** The assignments of unknown keys that have our prefix. */
    List<UnknownSetting> unknown() {
        return parts.stream().flatMap(part -> part.unknown().stream()).toList();
    }

    /** Returns the text with changed values: all assignments of a setting are replaced, new settings are appended. */
    String with(Map<Setting, String> changes) {
        Map<Setting, String> present = values();
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            text.append(part.assigned()
                    .map(old -> rewritten(part, old, changes.getOrDefault(old.setting(), old.value())))
                    .orElse(part.text()));
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

    private static String rewritten(Part part, Assigned old, String value) {
        return value.equals(old.value()) ? part.text() : line(old.setting(), value);
    }

    static String line(Setting setting, String value) {
        return setting.key() + "=" + ShellAssignment.quoted(new String(value.getBytes(UTF_8), ISO_8859_1)) + "\n";
    }
}
