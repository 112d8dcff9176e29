package org.scepclient.web.monitor;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.settings.SecretFile;
import org.scepclient.agent.settings.Setting;
import org.scepclient.error.StorageException;
import org.scepclient.value.Secret;
import org.scepclient.value.SecretAccess;

/** The token of the machines that watch. It is looked at anew each time, so that it can be replaced. */
public final class MonitoringToken {
    private static final String SCHEME = "Bearer ";
    /** There is no delay after a wrong one, so that nobody can keep a monitor from watching; so it must be long. */
    private static final int SHORTEST = 16;

    private final AgentContext context;
    private volatile String said = "";

    public MonitoringToken(AgentContext context) {
        this.context = context;
    }

    /** What comes of a request. */
    public enum Verdict {
        /** No token is set, so nobody may watch. */
        OFF,
        WRONG,
        RIGHT
    }

    /**
     * Judges a request.
     *
     * @param authorization its header of that name
     */
    public Verdict judge(@Nullable String authorization) {
        try {
            String file = context.settingsFile()
                    .read()
                    .getOrDefault(Setting.WEB_TOKEN_FILE, Setting.WEB_TOKEN_FILE.defaultValue());
            if (file.isEmpty()) {
                return Verdict.OFF;
            }
            Secret token = new SecretFile(Path.of(file)).read();
            if (token.reveal(SecretAccess.token()).length() < SHORTEST) {
                throw new StorageException(file, "the token has fewer than 16 characters; write a longer one");
            }
            boolean right = authorization != null
                    && authorization.startsWith(SCHEME)
                    && Secret.of(authorization.substring(SCHEME.length())).equals(token);
            return right ? Verdict.RIGHT : Verdict.WRONG;
        } catch (StorageException e) {
            say("nobody can watch: " + e.getMessage());
            return Verdict.WRONG;
        }
    }

    /** Once, and not at each request of a stranger. */
    private void say(String line) {
        if (!line.equals(said)) {
            said = line;
            context.log().say(line);
        }
    }
}
