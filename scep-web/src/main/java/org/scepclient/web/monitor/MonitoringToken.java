package org.scepclient.web.monitor;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.settings.SecretFile;
import org.scepclient.agent.settings.Setting;
import org.scepclient.error.StorageException;
import org.scepclient.value.Secret;

/** The bearer token of monitoring systems. It is read for each request, so a new token is valid at once. */
public final class MonitoringToken {
    private static final String SCHEME = "Bearer ";
    /** Failed requests are not throttled, since an attacker could lock out the monitoring; guessing must take too long. */
    private static final int MIN_LENGTH = 16;

    private final AgentContext context;
    private volatile String lastLogged = "";

    public MonitoringToken(AgentContext context) {
        this.context = context;
    }

    /** The result of checking a request. */
    public enum Access {
        /** No token is set: monitoring is disabled. */
        DISABLED,
        /** The token is missing, wrong, or cannot be read. */
        DENIED,
        GRANTED
    }

    /**
     * Checks the token of a request.
     *
     * @param authorization its Authorization header
     */
    public Access check(@Nullable String authorization) {
        try {
            String file = context.settingsFile()
                    .read()
                    .getOrDefault(Setting.WEB_TOKEN_FILE, Setting.WEB_TOKEN_FILE.defaultValue());
            if (file.isEmpty()) {
                return Access.DISABLED;
            }
            Secret token = new SecretFile(Path.of(file)).read();
            if (token.reveal().length() < MIN_LENGTH) {
                throw new StorageException(
                        file, "the token has fewer than " + MIN_LENGTH + " characters; use a longer one");
            }
            boolean matches = authorization != null
                    && authorization.startsWith(SCHEME)
                    && Secret.of(authorization.substring(SCHEME.length())).equals(token);
            return matches ? Access.GRANTED : Access.DENIED;
        } catch (StorageException e) {
            logOnce("monitoring is unavailable: " + e.getMessage());
            return Access.DENIED;
        }
    }

    /** Logs a message unless it repeats the previous one, so that requests cannot flood the log. */
    private void logOnce(String message) {
        if (!message.equals(lastLogged)) {
            lastLogged = message;
            context.log().warning(message);
        }
    }
}
