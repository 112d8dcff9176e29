package org.scepclient.web.page;

import java.util.List;
import org.scepclient.web.markup.Markup;

/** The way in, and the password. */
public final class LoginPages {
    private LoginPages() {}

    /**
     * A field for a password.
     *
     * @param kind what the browser's own store of passwords is to do
     */
    private record Words(String name, String label, String kind) {}

    public static void login(Markup page, boolean passwordSet, String message) {
        if (!passwordSet) {
            Notice.error(message).write(page);
            page.leaf(
                    "p",
                    "No password is set yet. Open the page by its name among the router's apps, or by the link that"
                            + " 'scepclient web --link' prints.");
            return;
        }
        page.open("form", "method", "post", "action", "login", "class", "narrow");
        password(page, new Words("password", "Password", "current-password"), message);
        page.open("p", "class", "buttons").leaf("button", "Log in", "type", "submit", "class", "main");
        page.close().close();
        page.leaf(
                "p",
                "Forgotten? Open the page by its name among the router's apps, or by the link that 'scepclient web"
                        + " --link' prints, and set another one.",
                "class",
                "help");
    }

    /**
     * The form for another password.
     *
     * @param old whether the password of now is asked for
     */
    public static void change(Markup page, boolean old, String formToken, String message) {
        page.open("form", "method", "post", "action", "password", "class", "narrow");
        Notice.token(page, formToken);
        if (old) {
            password(page, new Words("old", "Password of now", "current-password"), message);
        }
        password(page, new Words("password", "New password", "new-password"), old ? "" : message);
        page.leaf("p", "8 characters or more. It opens this page, and so everything on this device.", "class", "help");
        page.open("p", "class", "buttons").leaf("button", "Apply", "type", "submit", "class", "main");
        page.close().close();
        page.open("form", "method", "post", "action", "logout");
        Notice.token(page, formToken);
        page.leaf("button", "Log out", "type", "submit").close();
    }

    private static void password(Markup page, Words words, String problem) {
        String name = words.name();
        boolean wrong = !problem.isEmpty();
        page.open("div", "class", "field line")
                .leaf("label", words.label(), "for", name)
                .open("div", "class", "entry");
        if (wrong) {
            page.single(
                    "input",
                    "type",
                    "password",
                    "id",
                    name,
                    "name",
                    name,
                    "autocomplete",
                    words.kind(),
                    "autofocus",
                    "autofocus",
                    "aria-invalid",
                    "true",
                    "aria-describedby",
                    name + "-error");
        } else {
            page.single("input", "type", "password", "id", name, "name", name, "autocomplete", words.kind());
        }
        page.close();
        Field.errors(page, name, wrong ? List.of(problem) : List.of());
        page.close();
    }
}
