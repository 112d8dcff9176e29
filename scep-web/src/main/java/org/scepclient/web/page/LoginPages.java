package org.scepclient.web.page;

import org.scepclient.web.markup.Markup;

/** The way in, and the password. */
public final class LoginPages {
    private LoginPages() {}

    public static void login(Markup page, boolean passwordSet, String message) {
        message(page, message);
        if (!passwordSet) {
            page.leaf(
                    "p",
                    "No password is set yet. Open the page by its name among the router's apps, or by the link that"
                            + " 'scepclient web --link' prints.");
            return;
        }
        page.open("form", "method", "post", "action", "login");
        password(page, "password", "Password", "current-password");
        page.leaf("button", "Log in", "type", "submit").close();
    }

    /**
     * The form for another password.
     *
     * @param old whether the password of now is asked for
     */
    public static void change(Markup page, boolean old, String formToken, String message) {
        message(page, message);
        page.open("form", "method", "post", "action", "password");
        page.single("input", "type", "hidden", "name", "token", "value", formToken);
        if (old) {
            password(page, "old", "Password of now", "current-password");
        }
        password(page, "password", "New password", "new-password");
        page.leaf("button", "Apply", "type", "submit").close();
        page.open("form", "method", "post", "action", "logout");
        page.single("input", "type", "hidden", "name", "token", "value", formToken);
        page.leaf("button", "Log out", "type", "submit").close();
    }

    private static void message(Markup page, String message) {
        if (!message.isEmpty()) {
            page.leaf("p", message, "class", "error", "role", "alert");
        }
    }

    private static void password(Markup page, String name, String label, String kind) {
        page.open("div", "class", "field").leaf("label", label, "for", name);
        page.single("input", "type", "password", "id", name, "name", name, "autocomplete", kind)
                .close();
    }
}
