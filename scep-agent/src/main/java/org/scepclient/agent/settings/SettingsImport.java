package org.scepclient.agent.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.StorageException;
import org.scepclient.json.JsonReader;
import org.scepclient.json.JsonValue;
import org.scepclient.value.Utf8;

/**
 * Settings of another device for this one: the text of a settings file, or JSON, either the object of an export or its member
 * {@code settings}. Everything in it must be a setting with a usable value.
 */
public final class SettingsImport {
    private static final String MEMBER = "settings";

    private record Entry(String place, String value) {}

    private final Map<Setting, Entry> entries = new EnumMap<>(Setting.class);
    private final List<String> malformed = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();

    private SettingsImport() {}

    /**
     * Reads the text.
     *
     * @param name its name in messages
     * @param text decoded as ISO 8859-1, without a byte order mark
     */
    public static SettingsImport read(String name, String text) {
        SettingsImport read = new SettingsImport();
        try {
            if (text.stripLeading().startsWith("{")) {
                read.addMembers(name, JsonReader.read(name, Utf8.decode(text.getBytes(ISO_8859_1))));
            } else {
                read.addAssignments(name, text);
            }
        } catch (InvalidInputException | StorageException e) {
            read.malformed.add(String.valueOf(e.getMessage()));
        } catch (CharacterCodingException e) {
            read.malformed.add(name + ": the text is not valid UTF-8; save the file as UTF-8");
        }
        if (read.entries.isEmpty() && read.malformed.isEmpty() && read.unknown.isEmpty()) {
            read.malformed.add(
                    name + ": the file has no settings; expected the output of 'scepclient settings export'");
        }
        return read;
    }

    private void addAssignments(String name, String text) throws StorageException {
        SettingsText read = SettingsText.parse(name, text, (problem, rest) -> malformed.add(problem.getMessage()));
        for (SettingsText.Assignment found : read.assignments()) {
            String value = found.isOurs() ? found.value() : SettingsText.decoded(found.place(), found.value());
            add(found.place().toString(), found.name(), value);
        }
    }

    private void addMembers(String name, JsonValue.Members object) {
        boolean whole = object.values().get(MEMBER) instanceof JsonValue.Members;
        object.values().forEach((key, value) -> {
            if (whole && value instanceof JsonValue.Members settings && key.equals(MEMBER)) {
                settings.values().forEach((inner, text) -> addMember(name, inner, text));
            } else if (!whole || !(key.equals("command") || key.equals("exitCode"))) {
                addMember(name, key, value);
            }
        });
    }

    private void addMember(String name, String key, JsonValue value) {
        switch (value) {
            case JsonValue.Text text -> add(name, key, text.value());
            case JsonValue.Literal literal
            when Setting.named(key).isEmpty() || !literal.token().equals("null") ->
                add(name, key, ofLiteral(key, literal.token()));
            default -> malformed.add(name + ": " + key + ": expected a string; put the value in double quotes");
        }
    }

    private static String ofLiteral(String key, String token) {
        boolean isSwitch = Setting.named(key)
                .filter(setting -> setting.kind() == Setting.Kind.SWITCH)
                .isPresent();
        return switch (token) {
            case "true" -> isSwitch ? "1" : token;
            case "false" -> isSwitch ? "0" : token;
            default -> token;
        };
    }

    private void add(String place, String key, String value) {
        Optional<Setting> setting = Setting.named(key);
        if (setting.isPresent()) {
            entries.put(setting.get(), new Entry(place, value));
        } else {
            unknown.add(new UnknownSetting(place, key).refusal());
        }
    }

    /** The reasons for which the text cannot be read as settings, a line each. */
    public List<String> malformed() {
        return malformed;
    }

    /** The settings in the text that belong to a device alone: this device keeps its own values, which differ. */
    public List<Setting> kept(Map<Setting, String> stored) {
        return different(stored).keySet().stream().filter(Setting::isOfDevice).toList();
    }

    /** The changes on a device with these settings. Credentials that the text hides are those of the device. */
    public Map<Setting, String> changes(Map<Setting, String> stored) {
        Map<Setting, String> changes = different(stored);
        changes.keySet().removeIf(Setting::isOfDevice);
        return changes;
    }

    private Map<Setting, String> different(Map<Setting, String> stored) {
        Map<Setting, String> different = new EnumMap<>(Setting.class);
        entries.forEach((setting, entry) -> {
            String before = setting.in(stored);
            String value = HiddenCredentials.restored(entry.value(), before);
            if (!value.equals(before)) {
                different.put(setting, value);
            }
        });
        return different;
    }

    /** Everything that is wrong in the text or would be wrong on a device with these settings: place, value and remedy. */
    public List<String> problems(Map<Setting, String> stored) {
        List<String> problems = new ArrayList<>(unknown);
        Settings.problemsAfter(changes(stored), stored)
                .forEach(problem -> problems.add(place(problem.setting()) + problem.message()));
        return problems;
    }

    private String place(Setting setting) {
        Entry entry = setting.isOfDevice() ? null : entries.get(setting);
        return entry == null ? "this device: " : entry.place() + ": ";
    }
}
