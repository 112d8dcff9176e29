package org.scepclient.web.page;

import java.util.List;
import java.util.Map;
import org.scepclient.agent.settings.HiddenCredentials;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.SettingsProblem;

/**
 * The content of the settings form.
 *
 * @param values values to show; a missing setting shows its default
 * @param problems problems of the values
 * @param challenge state of the challenge password
 * @param snapshot the settings that the form was first made from
 */
public record TypedSettings(
        Map<Setting, String> values, List<SettingsProblem> problems, Challenge challenge, SettingsSnapshot snapshot) {

    /** Form field with the snapshot. */
    public static final String SNAPSHOT = "snapshot";

    /** Form field with a new challenge password. */
    public static final String CHALLENGE = "CHALLENGE";
    /** Form field of the checkbox that deletes the stored challenge password. */
    public static final String FORGET = "CHALLENGE_FORGET";

    /**
     * The state of the challenge password, which is stored in a separate file and never displayed.
     *
     * @param stored whether a password is stored
     * @param problem problem of the entered password; empty if it is valid
     */
    public record Challenge(boolean stored, String problem) {}

    /** The value to show, without credentials. */
    public String value(Setting setting) {
        return HiddenCredentials.in(setting, setting.in(values));
    }

    boolean hasProblems() {
        return !problems.isEmpty() || !challenge.problem().isEmpty();
    }

    List<String> problems(Setting setting) {
        return problems.stream()
                .filter(problem -> problem.setting() == setting)
                .map(TypedSettings::message)
                .toList();
    }

    /** The message of a problem, without the setting's key and without a repetition of its label. */
    static String message(SettingsProblem problem) {
        String message = withoutPrefix(problem.setting().key(), problem.message());
        int colon = message.indexOf(": ");
        boolean repeatsLabel = colon > 0 && problem.setting().label().endsWith(message.substring(0, colon));
        return repeatsLabel ? message.substring(colon + 2) : message;
    }

    private static String withoutPrefix(String prefix, String message) {
        return message.startsWith(prefix + ": ") ? message.substring(prefix.length() + 2) : message;
    }
}
