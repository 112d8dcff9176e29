package org.scepclient.agent.store;

import java.util.Optional;

/** What the links {@code latest.key} and {@code latest.crt} stand for. */
public sealed interface LatestCredential {

    /** Nothing is enrolled. */
    record None() implements LatestCredential {}

    /** Both links name one pair, which is whole and matches. */
    record Whole(Credential pair) implements LatestCredential {}

    /**
     * The links do not agree, or what they name cannot be used; another pair is whole, and the next run turns the
     * links to it.
     */
    record Recovered(Credential pair, CredentialFault fault, String problem) implements LatestCredential {}

    /** There are files, but no pair that could be used. */
    record Unusable(CredentialFault fault, String problem) implements LatestCredential {}

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
