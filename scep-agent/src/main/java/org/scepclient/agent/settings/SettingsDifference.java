package org.scepclient.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * A setting whose value would change.
 *
 * @param before the effective value, without credentials
 * @param after the new value, without credentials
 */
public record SettingsDifference(Setting setting, String before, String after) {

    /** The differences that changes make to stored values, in the order of the settings. */
    public static List<SettingsDifference> of(Map<Setting, String> stored, Map<Setting, String> changes) {
        return changes.keySet().stream()
                .sorted()
                .map(setting -> new SettingsDifference(setting, shown(setting, stored), shown(setting, changes)))
                .toList();
    }

    private static String shown(Setting setting, Map<Setting, String> values) {
        return HiddenCredentials.in(setting, setting.in(values));
    }

    /** The old value in one line; of a script only the size, since {@link #lines} has its lines. */
    public String oldValue() {
        return inOneLine(before);
    }

    /** The new value in one line, as {@link #oldValue}. */
    public String newValue() {
        return inOneLine(after);
    }

    private String inOneLine(String value) {
        if (value.isEmpty()) {
            return "(empty)";
        }
        long count = setting.kind() == Setting.Kind.SCRIPT ? script(value).size() : 0;
        return count == 0 ? value : count + (count == 1 ? " line" : " lines");
    }

    /** The lines of a script that are removed, after {@code "- "}, and added, after {@code "+ "}; empty for other settings. */
    public List<String> lines() {
        if (setting.kind() != Setting.Kind.SCRIPT) {
            return List.of();
        }
        List<String> old = script(before);
        List<String> changed = script(after);
        int start = 0;
        while (start < Math.min(old.size(), changed.size()) && old.get(start).equals(changed.get(start))) {
            start++;
        }
        int end = 0;
        while (end < Math.min(old.size(), changed.size()) - start
                && old.get(old.size() - 1 - end).equals(changed.get(changed.size() - 1 - end))) {
            end++;
        }
        List<String> lines = new ArrayList<>();
        old.subList(start, old.size() - end).forEach(line -> lines.add("- " + line));
        changed.subList(start, changed.size() - end).forEach(line -> lines.add("+ " + line));
        return lines;
    }

    private static List<String> script(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), UTF_8).lines().toList();
        } catch (IllegalArgumentException e) {
            return List.of(base64);
        }
    }
}
