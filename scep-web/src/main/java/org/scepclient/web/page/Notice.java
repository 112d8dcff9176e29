package org.scepclient.web.page;

import org.scepclient.web.markup.Markup;

/**
 * A message about the user's last action.
 *
 * @param text the message; empty for no message
 */
public record Notice(Kind kind, String text) {

    /** The severity, which selects CSS class and ARIA role. */
    public enum Kind {
        DONE("done", "status"),
        INFO("news", "status"),
        /** The action was done, but something is missing. */
        WARNING("error", "alert"),
        ERROR("error", "alert");

        private final String cssClass;
        private final String role;

        Kind(String cssClass, String role) {
            this.cssClass = cssClass;
            this.role = role;
        }
    }

    public static Notice none() {
        return new Notice(Kind.INFO, "");
    }

    public static Notice done(String text) {
        return new Notice(Kind.DONE, text);
    }

    public static Notice info(String text) {
        return new Notice(Kind.INFO, text);
    }

    public static Notice warning(String text) {
        return new Notice(Kind.WARNING, text);
    }

    public static Notice error(String text) {
        return new Notice(Kind.ERROR, text);
    }

    public void write(Markup page) {
        if (!text.isEmpty()) {
            page.open("p", "class", "notice " + kind.cssClass, "role", kind.role);
            SettingText.writeOnGlobal(page, text);
            page.close();
        }
    }

    /** Writes the hidden field that proves that a form was sent from a page of the session. */
    static void token(Markup page, String formToken) {
        page.single("input", "type", "hidden", "name", "token", "value", formToken);
    }
}
