package org.scepclient.web.connection;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.scepclient.agent.settings.SettingsProblem;
import org.scepclient.capabilities.CaCapabilities;
import org.scepclient.capabilities.Capability;
import org.scepclient.certificate.CaRoles;
import org.scepclient.operation.CapabilitiesResponse;

/** The result of a connection test. */
public sealed interface ConnectionResult {

    /**
     * The server's response, none of which is trusted yet.
     *
     * @param url the requested URL, with any path that was added
     * @param roles the certificates and their roles
     * @param pinned comparison of the certificates with the entered fingerprint
     */
    record Answered(String url, CaRoles roles, CapabilitiesResponse capabilities, Pinned pinned)
            implements ConnectionResult {

        public List<X509Certificate> certificates() {
            return roles.ca().certificates();
        }

        /** The keywords of the capabilities response, including unknown ones. */
        public List<String> keywords() {
            List<String> keywords = new ArrayList<>();
            CaCapabilities offered = capabilities.capabilities();
            offered.known().stream().map(Capability::keyword).forEach(keywords::add);
            keywords.addAll(offered.unknown());
            return keywords;
        }
    }

    /** Entered values are invalid, so the server was not contacted. */
    record Unusable(List<SettingsProblem> problems) implements ConnectionResult {}

    /** The server did not send a usable response. */
    record Failed(String message) implements ConnectionResult {}

    /** Comparison of the CA certificates with the entered fingerprint. */
    enum Pinned {
        NOT_SET,
        MATCHES,
        DIFFERS
    }
}
