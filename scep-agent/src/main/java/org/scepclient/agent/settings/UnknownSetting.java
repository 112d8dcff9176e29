package org.scepclient.agent.settings;

import java.util.Optional;
import java.util.stream.Stream;
import org.scepclient.value.NearestName;
import org.scepclient.value.RedactedUrl;

/**
 * An unknown key: a typing error, or a setting of another version.
 *
 * @param place file and line, or file and member
 */
record UnknownSetting(String place, String key) {

    /** A message of one line for a file in which the key has no effect: the place, the key, and the most similar setting. */
    String message() {
        return place + ": unknown setting " + key + " is ignored; " + remedy("remove the line");
    }

    /** A message of one line for a file that is refused. */
    String refusal() {
        return place + ": unknown setting '" + RedactedUrl.of(key) + "'; " + remedy("remove it");
    }

    private String remedy(String otherwise) {
        return nearest().map(nearest -> "did you mean " + nearest + "?").orElse(otherwise);
    }

    private Optional<String> nearest() {
        String name = key.startsWith(Setting.PREFIX) ? key.substring(Setting.PREFIX.length()) : key;
        return NearestName.of(
                        name, Stream.of(Setting.values()).map(Setting::name).toList())
                .map(nearest -> Setting.PREFIX + nearest);
    }
}
