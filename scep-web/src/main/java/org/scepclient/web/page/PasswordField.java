package org.scepclient.web.page;

import java.util.List;
import org.scepclient.web.markup.Markup;

/** The challenge password: it can be set, replaced and forgotten, but is never shown. */
record PasswordField(TypedSettings.Challenge challenge) {
    private static final String NAME = TypedSettings.CHALLENGE;

    void write(Markup page) {
        boolean wrong = !challenge.problem().isEmpty();
        page.open("div", "class", "field line").leaf("label", "Challenge Password", "for", NAME);
        page.open("div", "class", "entry");
        String described = wrong ? NAME + "-error " + NAME + "-help" : NAME + "-help";
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
                described,
                "aria-invalid",
                wrong ? "true" : "false");
        page.close();
        String state = challenge.stored()
                ? "One is stored; type another to replace it."
                : "None is stored; type it if the CA asks for one.";
        page.leaf(
                "p",
                state + " It is kept in a file of its own and never shown.",
                "class",
                "help",
                "id",
                NAME + "-help");
        if (challenge.stored()) {
            page.open("p", "class", "help").open("label");
            page.single("input", "type", "checkbox", "name", TypedSettings.FORGET, "value", "1");
            page.text(" Forget the stored one").close().close();
        }
        Field.errors(page, NAME, wrong ? List.of(challenge.problem()) : List.of());
        page.close();
    }
}
