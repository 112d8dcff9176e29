package org.scepclient.web.server;

import org.scepclient.automation.Equipment;
import org.scepclient.error.StorageException;
import org.scepclient.settings.Item;
import org.scepclient.settings.Settings;
import org.scepclient.web.login.Session;
import org.scepclient.web.page.Layout;

/** What is around the pages of who is logged in. */
record Frames(Equipment equipment) {

    Layout around(String title, Session session) throws StorageException {
        return around(title, session, false);
    }

    Layout around(String title, Session session, boolean refreshing) throws StorageException {
        return new Layout(title, returnLink(), refreshing).withLogOut(session.formToken());
    }

    /** Where Return leads; what the file says is used only if it may be. */
    private String returnLink() throws StorageException {
        String link = equipment.settingsFile().read().getOrDefault(Item.WEB_RETURN, Item.WEB_RETURN.defaultValue());
        return link.isEmpty() || Settings.check(Item.WEB_RETURN, link).isPresent() ? "/" : link;
    }
}
