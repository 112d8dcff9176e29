package org.scepclient.agent.settings;

import java.util.Optional;
import java.util.stream.Stream;
import org.scepclient.value.NearestName;

/**
 * An assignment in the settings file that has the prefix of the app's keys and names no setting: mistyped, or of another
 * version. It has no effect.
 */
record UnknownSetting(ShellAssignment.Place place, String key) {

    /** One line with the place, the key, and the setting that was perhaps meant. */
    String message() {
        String remedy =
                nearest().map(nearest -> "did you mean " + nearest + "?").orElse("remove the line");
        return place.file() + ":" + place.line() + ": there is no setting " + key + ", the line has no effect; "
                + remedy;
    }

    private Optional<String> nearest() {
        String name = key.substring(Setting.PREFIX.length());
        return NearestName.of(
                        name, Stream.of(Setting.values()).map(Setting::name).toList())
                .map(nearest -> Setting.PREFIX + nearest);
    }
}
