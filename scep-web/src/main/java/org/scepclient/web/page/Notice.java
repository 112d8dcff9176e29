package org.scepclient.web.page;

import org.scepclient.web.markup.Markup;

/**
 * One sentence about what a person just did.
 *
 * @param text perhaps empty
 */
public record Notice(Kind kind, String text) {

    /** How a sentence is meant. */
    public enum Kind {
        DONE("done", "status"),
        NEWS("news", "status"),
        ERROR("error", "alert");

        private final String look;
        private final String role;

        Kind(String look, String role) {
            this.look = look;
            this.role = role;
        }
    }

    public static Notice none() {
        return new Notice(Kind.NEWS, "");
    }

    public static Notice done(String text) {
        return new Notice(Kind.DONE, text);
    }

    public static Notice news(String text) {
        return new Notice(Kind.NEWS, text);
    }

    public static Notice error(String text) {
        return new Notice(Kind.ERROR, text);
    }

    public void write(Markup page) {
        if (!text.isEmpty()) {
            page.leaf("p", text, "class", "notice " + kind.look, "role", kind.role);
        }
    }

    /** What shows that a form was sent from a page of the session. */
    static void token(Markup page, String formToken) {
        page.single("input", "type", "hidden", "name", "token", "value", formToken);
    }
}
