package org.scepclient.store;

import java.util.Optional;

/** What the links {@code latest.key} and {@code latest.crt} stand for. */
public sealed interface LatestPair {

    /** Nothing is enrolled. */
    record None() implements LatestPair {}

    /** Both links name one pair, which is whole and matches. */
    record Whole(Credential pair) implements LatestPair {}

    /**
     * The links do not agree, or what they name cannot be used; another pair is whole, and the next run turns the
     * links to it.
     */
    record Recovered(Credential pair, PairFault fault, String problem) implements LatestPair {}

    /** There are files, but no pair that could be used. */
    record Unusable(PairFault fault, String problem) implements LatestPair {}

    /** The pair to use. */
    default Optional<Credential> credential() {
        return switch (this) {
            case Whole whole -> Optional.of(whole.pair);
            case Recovered recovered -> Optional.of(recovered.pair);
            case None none -> Optional.empty();
            case Unusable unusable -> Optional.empty();
        };
    }
}
