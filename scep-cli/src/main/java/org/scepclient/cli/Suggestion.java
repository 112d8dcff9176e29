package org.scepclient.cli;

import java.util.Collection;
import java.util.Optional;
import org.scepclient.value.NearestName;

/** The remedy for an unknown name in an error. */
public final class Suggestion {
    private Suggestion() {}

    /** Proposes the nearest known name; {@code otherwise} if there is none. */
    public static String of(String unknown, Collection<String> known, String otherwise) {
        Optional<String> nearest = NearestName.of(unknown, known);
        return nearest.isPresent() ? "did you mean " + nearest.get() + "?" : otherwise;
    }

    /** As {@link #of}, for appending to an error; empty if there is none. */
    public static String suffix(String unknown, Collection<String> known) {
        String remedy = of(unknown, known, "");
        return remedy.isEmpty() ? "" : "; " + remedy;
    }
}
