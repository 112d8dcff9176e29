package org.scepclient.agent.settings;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An assignment in the settings file that has the prefix of the app's keys and names no setting: mistyped, or of another
 * version. It has no effect.
 */
record UnknownSetting(ShellAssignment.Place place, String key) {

    /** One line with the place, the key, and the setting that was perhaps meant. */
    String message() {
        String remedy =
                nearest().map(setting -> "did you mean " + setting.key() + "?").orElse("remove the line");
        return place.file() + ":" + place.line() + ": there is no setting " + key + ", the line has no effect; "
                + remedy;
    }

    private Optional<Setting> nearest() {
        String name = key.substring(Setting.PREFIX.length());
        int most = Math.max(2, name.length() / 3);
        return Stream.of(Setting.values())
                .filter(setting -> distance(name, setting.name()) <= most)
                .min(Comparator.comparingInt(setting -> distance(name, setting.name())));
    }

    /** How many characters have to be inserted, removed or replaced (Levenshtein). */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int i = 0; i < row.length; i++) {
            row[i] = i;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[other.length()];
    }
}
