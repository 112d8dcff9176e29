package org.scepclient.web.handler;

import org.scepclient.agent.automation.AgentContext;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.error.StorageException;
import org.scepclient.web.login.Session;
import org.scepclient.web.page.Layout;

/** Layout of pages for a logged-in user. */
record PageLayout(AgentContext context) {

    Layout of(String title, Session session) throws StorageException {
        return of(title, session, false);
    }

    Layout of(String title, Session session, boolean refreshing) throws StorageException {
        return new Layout(title, returnLink(), refreshing).withLogOut(session.formToken());
    }

    /** Target of the Return link. An invalid value in the settings file is ignored, since it could be a script URL. */
    private String returnLink() throws StorageException {
        String link = context.settingsFile().read().getOrDefault(Setting.WEB_RETURN, Setting.WEB_RETURN.defaultValue());
        return link.isEmpty() || Settings.check(Setting.WEB_RETURN, link).isPresent() ? "/" : link;
    }
}
