package org.scepclient.web.server;

import org.scepclient.automation.Automation;
import org.scepclient.automation.Companion;
import org.scepclient.automation.Equipment;
import org.scepclient.error.InvalidInputException;
import org.scepclient.error.ScepException;
import org.scepclient.settings.Item;

/**
 * The page beside the automation, where the settings give it an address. A page that cannot be shown keeps no
 * certificate from being renewed: the log says why it is not there.
 */
public final class PageCompanion implements Companion {

    @Override
    public Running start(Automation automation) throws ScepException {
        Equipment equipment = automation.equipment();
        try {
            if (!hasAddress(equipment)) {
                return () -> {};
            }
            PageServer page = PageServer.beside(automation);
            equipment.log().say("the page is at https://" + page.address());
            return page;
        } catch (ScepException | InvalidInputException e) {
            equipment.log().say("there is no page: " + e.getMessage());
            return () -> {};
        }
    }

    /** Settings that cannot be read are for the check to tell. */
    @Override
    public boolean isWanted(Equipment equipment) {
        try {
            return hasAddress(equipment);
        } catch (ScepException e) {
            return false;
        }
    }

    private static boolean hasAddress(Equipment equipment) throws ScepException {
        return !equipment
                .settingsFile()
                .read()
                .getOrDefault(Item.WEB_ADDRESS, Item.WEB_ADDRESS.defaultValue())
                .isEmpty();
    }
}
