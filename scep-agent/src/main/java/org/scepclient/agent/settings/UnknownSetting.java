package org.scepclient.agent.settings;

import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An assignment of an unknown key with the prefix of this app: a typing error, or a setting of another version. It has
 * no effect.
 */
record UnknownSetting(ShellAssignment.Place place, String key) {

    /** A message of one line with the place, the key, and the most similar setting. */
    String message() {
        String remedy =
                nearest().map(setting -> "did you mean " + setting.key() + "?").orElse("remove the line");
        return place.file() + ":" + place.line() + ": unknown setting " + key + " is ignored; " + remedy;
    }

    private Optional<Setting> nearest() {
        String name = key.substring(Setting.PREFIX.length());
        int maxDistance = Math.max(2, name.length() / 3);
        return Stream.of(Setting.values())
                .filter(setting -> distance(name, setting.name()) <= maxDistance)
                .min(Comparator.comparingInt(setting -> distance(name, setting.name())));
    }

    /** The Levenshtein distance. */
    private static int distance(String first, String second) {
        int[] row = new int[second.length() + 1];
        for (int i = 0; i < row.length; i++) {
            row[i] = i;
        }
        for (int i = 1; i <= first.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (first.charAt(i - 1) == second.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[second.length()];
    }
}
