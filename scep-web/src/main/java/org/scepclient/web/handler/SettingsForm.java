package org.scepclient.web.handler;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.scepclient.agent.settings.HiddenCredentials;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.settings.SettingsException;
import org.scepclient.agent.settings.SettingsProblem;
import org.scepclient.web.http.Form;
import org.scepclient.web.page.TypedSettings;

/**
 * The settings as a form brought them.
 *
 * @param before those of the file
 */
record SettingsForm(Form form, Map<Setting, String> before) {
    private static final int LONGEST_CHALLENGE = 1023;

    /** What was typed; a field that did not come keeps the value of the file, for browsers send no disabled ones. */
    Map<Setting, String> typed() {
        Map<Setting, String> typed = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            if (form.has(setting.name())) {
                String stored = before.getOrDefault(setting, "");
                typed.put(setting, HiddenCredentials.restored(value(setting, form.text(setting.name())), stored));
            } else if (setting.kind() == Setting.Kind.SWITCH) {
                typed.put(setting, "0");
            } else if (before.containsKey(setting)) {
                typed.put(setting, before.getOrDefault(setting, ""));
            }
        }
        return typed;
    }

    private static String value(Setting setting, String text) {
        return switch (setting.kind()) {
            case SWITCH -> text.equals("1") ? "1" : "0";
            // A browser sends the lines of a text area with CR and LF.
            case SCRIPT ->
                Base64.getEncoder().encodeToString(text.replace("\r\n", "\n").getBytes(UTF_8));
            case NUMBER, CHOICE, TEXT, FILE -> text;
        };
    }

    /** Only what differs is written: flash memory wears, and what the file leaves out stays out. */
    Map<Setting, String> changes(Path challengeFile) {
        Map<Setting, String> changes = new EnumMap<>(Setting.class);
        typed().forEach((setting, value) -> {
            if (!value.equals(before.getOrDefault(setting, setting.defaultValue()))) {
                changes.put(setting, value);
            }
        });
        if (!challenge().isEmpty()) {
            changes.put(Setting.CHALLENGE_FILE, challengeFile.toString());
        } else if (forgets()) {
            changes.put(Setting.CHALLENGE_FILE, "");
        }
        return changes;
    }

    /** What is wrong, each by itself and with the others. */
    List<SettingsProblem> problems(Map<Setting, String> changes) {
        Map<Setting, String> all = new EnumMap<>(Setting.class);
        all.putAll(before);
        all.putAll(changes);
        try {
            Settings.of(all);
            return List.of();
        } catch (SettingsException e) {
            return e.problems();
        }
    }

    String challenge() {
        return form.text(TypedSettings.CHALLENGE);
    }

    boolean forgets() {
        return form.text(TypedSettings.FORGET).equals("1");
    }

    /** What is wrong with the challenge password; the rule is that of its file. */
    String challengeProblem() {
        String typed = challenge();
        boolean good = typed.isEmpty()
                || (typed.getBytes(UTF_8).length <= LONGEST_CHALLENGE
                        && typed.chars().noneMatch(c -> c < ' '));
        return good ? "" : "it has one line of " + LONGEST_CHALLENGE + " bytes at most; shorten it";
    }
}
