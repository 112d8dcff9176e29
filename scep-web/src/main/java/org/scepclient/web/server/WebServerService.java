package org.scepclient.web.server;

import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.Automation;
import org.scepclient.agent.automation.BackgroundService;
import org.scepclient.agent.settings.Setting;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;

/**
 * The web interface within the automation's process, if the settings contain an address. If it cannot start, the reason
 * is logged and the automation runs without it.
 */
public final class WebServerService implements BackgroundService {

    @Override
    public Running start(Automation automation) throws ScepException {
        AgentContext context = automation.context();
        try {
            if (!hasAddress(context)) {
                return () -> {};
            }
            WebServer server = WebServer.startWith(automation);
            context.log().info("the page is at https://" + server.address());
            return server;
        } catch (ScepException | InvalidInputException e) {
            context.log().warning("cannot start the web interface: " + e.getMessage());
            return () -> {};
        }
    }

    /** False for unreadable settings, which the check reports. */
    @Override
    public boolean isEnabled(AgentContext context) {
        try {
            return hasAddress(context);
        } catch (ScepException e) {
            return false;
        }
    }

    private static boolean hasAddress(AgentContext context) throws ScepException {
        return !context.settingsFile()
                .read()
                .getOrDefault(Setting.WEB_ADDRESS, Setting.WEB_ADDRESS.defaultValue())
                .isEmpty();
    }
}
