package org.scepclient.web.connection;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.scepclient.agent.settings.SettingsProblem;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.capabilities.Capability;
import org.scepclient.certificate.CaRoles;
import org.scepclient.operation.CapabilitiesResponse;

/** What a test of the connection found. */
public sealed interface ConnectionResult {

    /**
     * The server answered; nothing of it is trusted yet.
     *
     * @param url as it was asked, with the path that was added
     * @param roles the certificates and the parts that they play
     * @param pinned what the fingerprint that was typed says of them
     */
    record Answered(String url, CaRoles roles, CapabilitiesResponse capabilities, Pinned pinned)
            implements ConnectionResult {

        public List<X509Certificate> certificates() {
            return roles.ca().certificates();
        }

        /** The words that the server says it knows. */
        public List<String> words() {
            List<String> words = new ArrayList<>();
            CaCapabilities offered = capabilities.capabilities();
            offered.known().stream().map(Capability::keyword).forEach(words::add);
            words.addAll(offered.unknown());
            return words;
        }
    }

    /** The typed values do not do. */
    record Unusable(List<SettingsProblem> problems) implements ConnectionResult {}

    /** There was no usable answer. */
    record Failed(String message) implements ConnectionResult {}

    /** The CA certificate and the fingerprint that was typed. */
    enum Pinned {
        NOT_SET,
        MATCHES,
        DIFFERS
    }
}
