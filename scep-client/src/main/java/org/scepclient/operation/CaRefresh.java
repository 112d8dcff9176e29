package org.scepclient.operation;

import java.util.Optional;
import org.scepclient.error.ScepException;
import org.scepclient.error.TrustException;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaSelection;
import org.scepclient.trust.PathRules;

/** Fetches the certificates of a known CA a second time; what is an anchor does not change by it. */
final class CaRefresh {
    private final ScepServer server;
    private final Optional<String> caIdentifier;
    private boolean done;

    CaRefresh(ScepServer server, Optional<String> caIdentifier) {
        this.server = server;
        this.caIdentifier = caIdentifier;
    }

    /**
     * The profile with what the server serves now beside what it served before, encrypting to the former.
     *
     * @return empty the second time, and where the server serves nothing new of this CA
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
            return known.recognized(server.caCertificates(caIdentifier).certificates(), rules)
                    .map(CaSelection::ca);
        } catch (TrustException e) {
            // Another registration authority than the pinned one: the reply stays refused for its signature.
            return Optional.empty();
        }
    }
}
