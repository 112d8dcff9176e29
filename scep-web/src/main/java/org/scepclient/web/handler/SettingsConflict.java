package org.scepclient.web.handler;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.SettingsDifference;
import org.scepclient.agent.settings.SettingsProblem;

/**
 * A submitted form that would undo changes made elsewhere since it was loaded, for example by a command.
 *
 * @param settings the settings concerned
 */
record SettingsConflict(SettingsForm form, List<Setting> settings) {

    /** The values of the form that is shown next: entered values as entered, all others as stored now. */
    Map<Setting, String> values() {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        values.putAll(form.values());
        settings.stream()
                .filter(setting -> !form.isEntered(setting))
                .forEach(setting -> values.put(setting, setting.in(form.stored())));
        return values;
    }

    /** A message at each field: what was changed elsewhere, and what Apply does. */
    List<SettingsProblem> problems() {
        Map<Setting, String> now = new EnumMap<>(Setting.class);
        settings.forEach(setting -> now.put(setting, setting.in(form.stored())));
        List<SettingsProblem> problems = new ArrayList<>();
        SettingsDifference.of(form.values(), now)
                .forEach(difference -> problems.add(
                        new SettingsProblem(difference.setting(), difference.after(), message(difference))));
        return problems;
    }

    private String message(SettingsDifference difference) {
        return "changed elsewhere to '" + difference.newValue() + "'; "
                + (form.isEntered(difference.setting())
                        ? "Apply replaces that by your entry"
                        : "this form had '" + difference.oldValue() + "' before");
    }
}
