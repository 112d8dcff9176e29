package org.scepclient.web.connection;

import java.time.Clock;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepclient.agent.automation.ServerAccess;
import org.scepclient.agent.automation.SettingRemedy;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.settings.SettingsException;
import org.scepclient.agent.settings.SettingsProblem;
import org.scepclient.certificate.CaRoles;
import org.scepclient.enrollment.CaRecognizer;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.error.TrustException;
import org.scepclient.operation.CaResponse;
import org.scepclient.operation.CapabilitiesResponse;
import org.scepclient.operation.ScepServer;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.Fingerprint;
import org.scepclient.trust.PathRules;
import org.scepclient.web.connection.ConnectionResult.Pinned;

/** Asks the server that was typed, once, for its CA and its capabilities. Nothing is stored. */
public final class ConnectionProbe {
    private static final List<Setting> NEEDED =
            List.of(Setting.URL, Setting.CA_IDENT, Setting.CA_FINGERPRINT, Setting.CA_FILE, Setting.PROXY);

    private final Clock clock;

    public ConnectionProbe(Clock clock) {
        this.clock = clock;
    }

    /**
     * Tests the connection.
     *
     * @param typed values as entered; only those that the connection needs are used
     */
    public ConnectionResult of(Map<Setting, String> typed) {
        Map<Setting, String> way = new EnumMap<>(Setting.class);
        NEEDED.forEach(setting -> way.put(setting, setting.in(typed)));
        if (way.getOrDefault(Setting.URL, "").isEmpty()) {
            return new ConnectionResult.Unusable(
                    List.of(new SettingsProblem(Setting.URL, "", "there is no server to ask; give its URL")));
        }
        try {
            return resultFor(Settings.of(way));
        } catch (SettingsException e) {
            return new ConnectionResult.Unusable(e.problems());
        } catch (InvalidInputException e) {
            return new ConnectionResult.Failed(String.valueOf(e.getMessage()));
        }
    }

    private ConnectionResult resultFor(Settings settings) {
        try {
            return queryServer(settings);
        } catch (ScepException e) {
            return new ConnectionResult.Failed(e.getMessage() + SettingRemedy.of(e, settings));
        }
    }

    private ConnectionResult queryServer(Settings settings) throws ScepException {
        ScepServer server = ServerAccess.withoutRetries(settings);
        CaResponse fetched = server.caCertificates(settings.caIdentifier());
        CapabilitiesResponse capabilities = server.capabilitiesResponse(settings.caIdentifier());
        Instant now = clock.instant();
        CaRoles roles = new CaRoles(CaCertificates.trusted(fetched.certificates()), now);
        Pinned pinned = pinned(settings.caFingerprint(), fetched, now);
        return new ConnectionResult.Answered(server.url().toString(), roles, capabilities, pinned);
    }

    private static Pinned pinned(Optional<Fingerprint> typed, CaResponse fetched, Instant now) throws ScepException {
        if (typed.isEmpty()) {
            return Pinned.NOT_SET;
        }
        try {
            CaRecognizer.pinned(typed.get()).recognize(fetched, new PathRules(now, true));
            return Pinned.MATCHES;
        } catch (TrustException e) {
            return Pinned.DIFFERS;
        }
    }
}
