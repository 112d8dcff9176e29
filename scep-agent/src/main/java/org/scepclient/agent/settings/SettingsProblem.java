package org.scepclient.agent.settings;

import java.util.Optional;
import org.scepclient.error.Snippet;

/**
 * A problem of a setting.
 *
 * @param value the given value
 * @param message one line with the key, the value and the remedy
 * @param snippet the wrong part of the value, if it is known
 */
public record SettingsProblem(Setting setting, String value, String message, Optional<Snippet> snippet) {

    public SettingsProblem(Setting setting, String value, String message) {
        this(setting, value, message, Optional.empty());
    }
}
