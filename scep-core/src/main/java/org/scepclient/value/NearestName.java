package org.scepclient.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds the known name that a mistyped one was probably meant to be, for "did you mean" in messages. */
public final class NearestName {
    /** One typing error per three characters: with more, unrelated short names would match. */
    private static final int CHARACTERS_PER_ERROR = 3;

    /** Characters of an abbreviation; fewer may be the start of anything. */
    private static final int ABBREVIATION = 4;

    private NearestName() {}

    /**
     * The name with the fewest differences from {@code text}, ignoring case; the first of several such names. Without one,
     * the only name that starts with {@code text}.
     *
     * <p>Empty if all names differ too much. Names of one or two characters match only in another case.
     */
    public static Optional<String> of(String text, Collection<String> names) {
        Optional<String> nearest = Optional.empty();
        int least = Integer.MAX_VALUE;
        String typed = text.toLowerCase(Locale.ROOT);
        for (String name : names) {
            int limit = Math.min(least - 1, Math.max(typed.length(), name.length()) / CHARACTERS_PER_ERROR);
            int distance = distance(typed, name.toLowerCase(Locale.ROOT), limit);
            if (distance <= limit) {
                least = distance;
                nearest = Optional.of(name);
            }
        }
        return nearest.isPresent() ? nearest : completion(typed, names);
    }

    private static Optional<String> completion(String start, Collection<String> names) {
        List<String> longer = names.stream()
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(start))
                .toList();
        return start.length() >= ABBREVIATION && longer.size() == 1 ? Optional.of(longer.getFirst()) : Optional.empty();
    }

    /**
     * The number of characters to insert, delete or replace, or of neighbors to swap, to get from one text to the other
     * (optimal string alignment); {@code limit + 1} if it is greater than {@code limit}.
     */
    static int distance(String from, String to, int limit) {
        if (Math.abs(from.length() - to.length()) > limit) {
            return limit + 1;
        }
        int[] beforePrevious = new int[to.length() + 1];
        int[] previous = new int[to.length() + 1];
        int[] row = new int[to.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int[] free = beforePrevious;
            beforePrevious = previous;
            previous = row;
            row = free;
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                boolean same = from.charAt(i - 1) == to.charAt(j - 1);
                row[j] = Math.min(previous[j - 1] + (same ? 0 : 1), 1 + Math.min(previous[j], row[j - 1]));
                if (isSwap(from, i, to, j)) {
                    row[j] = Math.min(row[j], beforePrevious[j - 2] + 1);
                }
            }
        }
        return Math.min(row[to.length()], limit + 1);
    }

    private static boolean isSwap(String from, int i, String to, int j) {
        return i > 1 && j > 1 && from.charAt(i - 1) == to.charAt(j - 2) && from.charAt(i - 2) == to.charAt(j - 1);
    }
}
