package org.scepclient.web.page;

import java.util.List;
import org.scepclient.web.markup.Markup;

/** The field of the challenge password, which can be set, replaced and deleted, but is never displayed. */
record PasswordField(TypedSettings.Challenge challenge) {
    private static final String NAME = TypedSettings.CHALLENGE;

    void write(Markup page) {
        boolean invalid = !challenge.problem().isEmpty();
        page.open("div", "class", "field line").leaf("label", "Challenge Password", "for", NAME);
        page.open("div", "class", "entry");
        page.single(
                "input",
                "type",
                "password",
                "id",
                NAME,
                "name",
                NAME,
                "autocomplete",
                "new-password",
                "aria-describedby",
                invalid ? NAME + "-error " + NAME + "-help" : NAME + "-help",
                "aria-invalid",
                invalid ? "true" : "false");
        page.close();
        help(page);
        Field.errors(page, NAME, invalid ? List.of(challenge.problem()) : List.of());
        page.close();
    }

    private void help(Markup page) {
        String state = challenge.stored()
                ? "A password is stored. Enter another one to replace it."
                : "No password is stored. Enter one if the CA requires it.";
        page.leaf(
                "p",
                state + " It is kept in a separate file and never displayed.",
                "class",
                "help",
                "id",
                NAME + "-help");
        if (challenge.stored()) {
            page.open("p", "class", "help").open("label");
            page.single("input", "type", "checkbox", "name", TypedSettings.FORGET, "value", "1");
            page.text(" Delete the stored password").close().close();
        }
    }
}
