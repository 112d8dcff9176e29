package org.scepclient.web.handler;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.scepclient.agent.settings.HiddenCredentials;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.settings.SettingsChange;
import org.scepclient.agent.settings.SettingsProblem;
import org.scepclient.web.http.Form;
import org.scepclient.web.page.SettingsSnapshot;
import org.scepclient.web.page.TypedSettings;

/**
 * The submitted settings form.
 *
 * @param stored values in the settings file
 */
record SettingsForm(Form form, Map<Setting, String> stored) {
    private static final int MAX_CHALLENGE_BYTES = 1023;

    /** The entered values. A missing field keeps its stored value, since browsers do not submit disabled fields. */
    Map<Setting, String> values() {
        Map<Setting, String> values = new EnumMap<>(Setting.class);
        for (Setting setting : Setting.values()) {
            if (form.has(setting.name())) {
                String entered = value(setting, form.text(setting.name()));
                values.put(setting, HiddenCredentials.restored(entered, stored.getOrDefault(setting, "")));
            } else if (setting.kind() == Setting.Kind.SWITCH) {
                values.put(setting, "0");
            } else if (stored.containsKey(setting)) {
                values.put(setting, stored.getOrDefault(setting, ""));
            }
        }
        return values;
    }

    private static String value(Setting setting, String text) {
        return switch (setting.kind()) {
            case SWITCH -> text.equals("1") ? "1" : "0";
            // Browsers send the lines of a text area with CRLF.
            case SCRIPT ->
                Base64.getEncoder().encodeToString(text.replace("\r\n", "\n").getBytes(UTF_8));
            case NUMBER, CHOICE, TEXT, FILE -> text;
        };
    }

    /** The values that differ from the file: writing wears flash memory, and defaults need no entry. */
    Map<Setting, String> changes(Path challengeFile) {
        Map<Setting, String> changes = new EnumMap<>(Setting.class);
        values().forEach((setting, value) -> {
            if (!value.equals(setting.in(stored))) {
                changes.put(setting, value);
            }
        });
        if (!challenge().isEmpty()) {
            changes.put(Setting.CHALLENGE_FILE, challengeFile.toString());
        } else if (deletesChallenge()) {
            changes.put(Setting.CHALLENGE_FILE, "");
        }
        return changes;
    }

    /** The problems of the stored values with these changes, each value by itself and in combination. */
    List<SettingsProblem> problems(Map<Setting, String> changes) {
        return Settings.problemsAfter(changes, stored);
    }

    /** Whether the changes can be saved. Other stored values may be invalid already. */
    boolean accepts(Map<Setting, String> changes) {
        return SettingsChange.problemsOf(changes, stored).isEmpty()
                && challengeProblem().isEmpty();
    }

    /** The settings that the form was made from. */
    SettingsSnapshot snapshot() {
        return new SettingsSnapshot(form.text(TypedSettings.SNAPSHOT));
    }

    /** The settings that were changed elsewhere since the form was made, and that the form would change again. */
    List<Setting> changedElsewhere() {
        Map<Setting, String> values = values();
        SettingsSnapshot snapshot = snapshot();
        return Arrays.stream(Setting.values())
                .filter(setting -> !snapshot.has(setting, setting.in(stored))
                        && !setting.in(values).equals(setting.in(stored)))
                .toList();
    }

    /** Whether a value was entered, and not only shown by the form. */
    boolean isEntered(Setting setting) {
        return !snapshot().has(setting, setting.in(values()));
    }

    /** The fields whose secrets are lost when the form is shown again, because no secret is sent to the browser. */
    List<SettingsProblem> emptied() {
        List<SettingsProblem> emptied = new ArrayList<>();
        values().forEach((setting, value) -> {
            String shown = HiddenCredentials.in(setting, value);
            if (!HiddenCredentials.restored(shown, setting.in(stored)).equals(value)) {
                emptied.add(new SettingsProblem(
                        setting, shown, "the hidden part was removed from this field; enter it again"));
            }
        });
        return emptied;
    }

    /** The problem of the challenge password's field when the form is shown again. */
    String challengeProblemAfterAction() {
        String problem = challengeProblem();
        return problem.isEmpty() && !challenge().isEmpty()
                ? "this field was emptied; enter the password again"
                : problem;
    }

    /** The entered challenge password; empty to keep the stored one. */
    String challenge() {
        return form.text(TypedSettings.CHALLENGE);
    }

    /** True if the user wants to delete the stored challenge password. */
    boolean deletesChallenge() {
        return form.text(TypedSettings.FORGET).equals("1");
    }

    /** The problem of the entered challenge password, by the rules of its file; empty if it is valid. */
    String challengeProblem() {
        String challenge = challenge();
        boolean valid = challenge.isEmpty()
                || (challenge.getBytes(UTF_8).length <= MAX_CHALLENGE_BYTES
                        && challenge.chars().noneMatch(c -> c < ' '));
        return valid ? "" : "expected one line of at most " + MAX_CHALLENGE_BYTES + " bytes";
    }
}
