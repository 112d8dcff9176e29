package org.scepclient.agent.store;

import java.util.Optional;

/** The state of the credential in use, as found by the links {@code latest.key} and {@code latest.crt}. */
public sealed interface LatestCredential {

    /** Nothing is enrolled. */
    record None() implements LatestCredential {}

    /** Both links point to the same usable credential. */
    record Whole(Credential credential) implements LatestCredential {}

    /**
     * The links differ or their target is unusable, but another credential is usable. The next run changes the links to
     * it.
     */
    record Recovered(Credential credential, CredentialFault fault, String problem) implements LatestCredential {}

    /** Files exist, but no credential is usable. */
    record Unusable(CredentialFault fault, String problem) implements LatestCredential {}

    /** The credential to use. */
    default Optional<Credential> usable() {
        return switch (this) {
            case Whole whole -> Optional.of(whole.credential);
            case Recovered recovered -> Optional.of(recovered.credential);
            case None none -> Optional.empty();
            case Unusable unusable -> Optional.empty();
        };
    }
}
