package org.scepclient.web.page;

import java.util.List;
import java.util.Map;
import org.scepclient.agent.settings.HiddenCredentials;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.SettingsProblem;

/**
 * What the fields show.
 *
 * @param values an item that is missing shows its default
 * @param problems what is wrong with them
 * @param challenge about the password that is never shown
 */
public record TypedSettings(Map<Setting, String> values, List<SettingsProblem> problems, Challenge challenge) {

    /** The field of the challenge password, which goes into a file of its own and is never shown. */
    public static final String CHALLENGE = "CHALLENGE";
    /** The box by which a stored challenge password is forgotten. */
    public static final String FORGET = "CHALLENGE_FORGET";

    /**
     * What is said at the challenge password's field.
     *
     * @param stored whether there is one
     * @param problem what is wrong with what was typed; perhaps empty
     */
    public record Challenge(boolean stored, String problem) {}

    public String value(Setting setting) {
        return HiddenCredentials.in(setting, values.getOrDefault(setting, setting.defaultValue()));
    }

    boolean wrong() {
        return !problems.isEmpty() || !challenge.problem().isEmpty();
    }

    List<String> problems(Setting setting) {
        return problems.stream()
                .filter(problem -> problem.setting() == setting)
                .map(TypedSettings::words)
                .toList();
    }

    /** Without the name in the file and without what the field's label says already. */
    static String words(SettingsProblem problem) {
        String message = without(problem.setting().key(), problem.message());
        int colon = message.indexOf(": ");
        boolean said = colon > 0 && problem.setting().label().endsWith(message.substring(0, colon));
        return said ? message.substring(colon + 2) : message;
    }

    private static String without(String place, String message) {
        return message.startsWith(place + ": ") ? message.substring(place.length() + 2) : message;
    }
}
