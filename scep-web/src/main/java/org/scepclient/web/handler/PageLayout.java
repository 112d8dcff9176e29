package org.scepclient.web.handler;

import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.error.StorageException;
import org.scepclient.web.login.Session;
import org.scepclient.web.page.Layout;

/** What is around the pages of who is logged in. */
record PageLayout(AgentContext context) {

    Layout around(String title, Session session) throws StorageException {
        return around(title, session, false);
    }

    Layout around(String title, Session session, boolean refreshing) throws StorageException {
        return new Layout(title, returnLink(), refreshing).withLogOut(session.formToken());
    }

    /** Where Return leads; what the file says is used only if it may be. */
    private String returnLink() throws StorageException {
        String link = context.settingsFile().read().getOrDefault(Setting.WEB_RETURN, Setting.WEB_RETURN.defaultValue());
        return link.isEmpty() || Settings.check(Setting.WEB_RETURN, link).isPresent() ? "/" : link;
    }
}
