package org.scepclient.agent.settings;

import java.util.Optional;
import java.util.stream.Stream;
import org.scepclient.value.NearestName;

/**
 * An assignment of an unknown key with the prefix of this app: a typing error, or a setting of another version. It has
 * no effect.
 */
record UnknownSetting(ShellAssignment.Place place, String key) {

    /** A message of one line with the place, the key, and the most similar setting. */
    String message() {
        String remedy =
                nearest().map(nearest -> "did you mean " + nearest + "?").orElse("remove the line");
        return place.file() + ":" + place.line() + ": unknown setting " + key + " is ignored; " + remedy;
    }

    private Optional<String> nearest() {
        String name = key.substring(Setting.PREFIX.length());
        return NearestName.of(
                        name, Stream.of(Setting.values()).map(Setting::name).toList())
                .map(nearest -> Setting.PREFIX + nearest);
    }
}
