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

/** The text of a settings file in its parts: assignments of ours, and all else, which stays as it is. */
final class SettingsText {
    /**
     * A stretch of the text, whole lines; {@code assigned} if it assigns one of our items, {@code unknown} if its key
     * has our prefix and names none.
     */
    private record Part(String text, Optional<Assigned> assigned, Optional<UnknownSetting> unknown) {
        Part(String text) {
            this(text, Optional.empty(), Optional.empty());
        }
    }

    private record Assigned(Setting setting, String value) {}

    private final List<Part> parts;

    private SettingsText(List<Part> parts) {
        this.parts = parts;
    }

    /** The text is bytes as ISO 8859-1, so that what is not ours survives whatever its encoding. */
    static SettingsText parse(String file, String text) throws StorageException {
        List<Part> parts = new ArrayList<>();
        int line = 1;
        for (int at = 0; at < text.length(); ) {
            var place = new ShellAssignment.Place(file, line);
            Part part = part(place, text, at);
            parts.add(part);
            at += part.text().length();
            line += (int) part.text().chars().filter(c -> c == '\n').count();
        }
        return new SettingsText(parts);
    }

    private static Part part(ShellAssignment.Place place, String text, int at) throws StorageException {
        if (!ShellAssignment.beginsAt(text, at)) {
            String line = text.substring(at, endOfLine(text, at));
            if (!line.isBlank() && !line.stripLeading().startsWith("#")) {
                throw place.error("this is neither an assignment NAME=value nor a comment; remove the line");
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
            throw place.error("the value is no UTF-8 text; write it in UTF-8");
        }
    }

    /** As the shell does it, the last assignment of an item counts. */
    Map<Setting, String> values() {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Part part : parts) {
            part.assigned().ifPresent(assigned -> values.put(assigned.setting(), assigned.value()));
        }
        return values;
    }

    /** The assignments whose key looks like one of ours and is not. */
    List<UnknownSetting> unknown() {
        return parts.stream().flatMap(part -> part.unknown().stream()).toList();
    }

    /** The text with other values, wherever they are assigned; new items come last. */
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
