package org.scepclient.agent.settings;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.scepclient.error.StorageException;

/**
 * Everything that is wrong in a settings file. Each message is one line with the place and the remedy.
 *
 * @param unknown keys with the app's prefix that are not settings; they have no effect
 * @param malformed lines that the file must not have; no run reads the file before they are repaired
 * @param problems wrong values
 * @param values the assigned values, right and wrong
 */
public record SettingsInspection(
        List<String> unknown, List<String> malformed, List<SettingsProblem> problems, Map<Setting, String> values) {

    static SettingsInspection of(String file, String content) throws StorageException {
        List<String> malformed = new ArrayList<>();
        Set<Setting> unreadable = EnumSet.noneOf(Setting.class);
        SettingsText text = SettingsText.parse(file, content, (problem, rest) -> {
            malformed.add(problem.getMessage());
            ShellAssignment.nameIn(rest).flatMap(Setting::named).ifPresent(unreadable::add);
        });
        Map<Setting, String> values = text.values();
        return new SettingsInspection(
                text.unknown().stream().map(UnknownSetting::message).toList(),
                malformed,
                Settings.problems(values, unreadable),
                values);
    }

    static SettingsInspection ofMissingFile() {
        return new SettingsInspection(List.of(), List.of(), List.of(), new EnumMap<>(Setting.class));
    }
}
