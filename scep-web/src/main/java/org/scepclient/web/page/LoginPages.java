package org.scepclient.web.page;

import java.util.List;
import org.scepclient.web.markup.Markup;

/** The login page and the password page. */
public final class LoginPages {
    private LoginPages() {}

    /**
     * A password field.
     *
     * @param autocomplete the HTML attribute, for the browser's password manager
     */
    private record Input(String name, String label, String autocomplete) {}

    public static void login(Markup page, boolean hasPassword, String error) {
        if (!hasPassword) {
            Notice.error(error).write(page);
            page.leaf(
                    "p",
                    "No password is set yet. Click the app's name on the router, or open the link that"
                            + " 'scepclient web --link' prints.");
            return;
        }
        page.open("form", "method", "post", "action", "login", "class", "narrow");
        password(page, new Input("password", "Password", "current-password"), error);
        page.open("p", "class", "buttons").leaf("button", "Log in", "type", "submit", "class", "main");
        page.close().close();
        page.leaf(
                "p",
                "Forgot the password? Click the app's name on the router, or open the link that 'scepclient web --link'"
                        + " prints, then set a new password.",
                "class",
                "help");
    }

    /**
     * Writes the form for a new password.
     *
     * @param askCurrent whether the form includes the current password
     */
    public static void changePassword(Markup page, boolean askCurrent, String formToken, String error) {
        page.open("form", "method", "post", "action", "password", "class", "narrow");
        Notice.token(page, formToken);
        if (askCurrent) {
            password(page, new Input("old", "Current password", "current-password"), error);
        }
        password(page, new Input("password", "New password", "new-password"), askCurrent ? "" : error);
        page.leaf(
                "p",
                "At least 8 characters. Anyone with this password has full control of the device.",
                "class",
                "help");
        page.open("p", "class", "buttons").leaf("button", "Apply", "type", "submit", "class", "main");
        page.close().close();
        page.open("form", "method", "post", "action", "logout");
        Notice.token(page, formToken);
        page.leaf("button", "Log out", "type", "submit").close();
    }

    private static void password(Markup page, Input input, String error) {
        String name = input.name();
        boolean invalid = !error.isEmpty();
        page.open("div", "class", "field line")
                .leaf("label", input.label(), "for", name)
                .open("div", "class", "entry");
        if (invalid) {
            page.single(
                    "input",
                    "type",
                    "password",
                    "id",
                    name,
                    "name",
                    name,
                    "autocomplete",
                    input.autocomplete(),
                    "autofocus",
                    "autofocus",
                    "aria-invalid",
                    "true",
                    "aria-describedby",
                    name + "-error");
        } else {
            page.single("input", "type", "password", "id", name, "name", name, "autocomplete", input.autocomplete());
        }
        page.close();
        Field.errors(page, name, invalid ? List.of(error) : List.of());
        page.close();
    }
}
