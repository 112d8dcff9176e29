package org.scepclient.web.server;

import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.automation.Automation;
import org.scepclient.agent.automation.BackgroundService;
import org.scepclient.agent.settings.Setting;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;

/**
 * The page beside the automation, where the settings give it an address. A page that cannot be shown keeps no
 * certificate from being renewed: the log says why it is not there.
 */
public final class WebServerService implements BackgroundService {

    @Override
    public Running start(Automation automation) throws ScepException {
        AgentContext context = automation.context();
        try {
            if (!hasAddress(context)) {
                return () -> {};
            }
            WebServer page = WebServer.beside(automation);
            context.log().say("the page is at https://" + page.address());
            return page;
        } catch (ScepException | InvalidInputException e) {
            context.log().say("there is no page: " + e.getMessage());
            return () -> {};
        }
    }

    /** Settings that cannot be read are for the check to tell. */
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
