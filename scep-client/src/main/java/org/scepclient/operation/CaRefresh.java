package org.scepclient.operation;

import java.util.Optional;
import org.scepclient.error.ScepException;
import org.scepclient.error.TrustException;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaSelection;
import org.scepclient.trust.PathRules;

/** Fetches the certificates of a known CA again, without a change of the trust anchors. */
final class CaRefresh {
    private final ScepServer server;
    private final Optional<String> caIdentifier;
    private boolean done;

    CaRefresh(ScepServer server, Optional<String> caIdentifier) {
        this.server = server;
        this.caIdentifier = caIdentifier;
    }

    /**
     * Adds the currently served certificates to the profile, and encrypts to one of them.
     *
     * @return empty for repeated calls, and if the server does not serve new certificates of this CA
     */
    Optional<CaProfile> once(CaProfile known, PathRules rules) throws ScepException {
        if (done) {
            return Optional.empty();
        }
        done = true;
        Optional<CaCertificates> served = served(known.ca(), rules)
                .filter(now -> !known.ca().certificates().containsAll(now.certificates()));
        if (served.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new CaProfile(
                known.ca().and(served.get()),
                known.capabilities(),
                known.policy(),
                known.algorithms(),
                Optional.of(served.get().encryptionRecipient(rules))));
    }

    private Optional<CaCertificates> served(CaCertificates known, PathRules rules) throws ScepException {
        try {
            return known.recognized(
                            server.caCertificates(caIdentifier).certificates().stream()
                                    .distinct()
                                    .toList(),
                            rules)
                    .map(CaSelection::ca);
        } catch (TrustException e) {
            // The registration authority is not the pinned one: the signature of the reply is refused.
            return Optional.empty();
        }
    }
}
