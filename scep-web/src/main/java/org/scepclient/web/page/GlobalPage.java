package org.scepclient.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.scepclient.settings.Item;
import org.scepclient.settings.SettingsProblem;
import org.scepclient.web.markup.Markup;

/**
 * Configuration &gt; Global.
 *
 * @param values what the fields show; an item that is missing shows its default
 * @param problems what is wrong with them
 * @param message what to say above the form; perhaps empty
 * @param formToken the session's
 */
public record GlobalPage(Map<Item, String> values, List<SettingsProblem> problems, String message, String formToken) {

    /** The field of the challenge password, which goes into a file of its own and is never shown. */
    public static final String CHALLENGE = "CHALLENGE";

    public void write(Markup page) {
        if (!message.isEmpty()) {
            page.leaf("p", message, "class", problems.isEmpty() ? "done" : "error", "role", "alert");
        }
        page.open("form", "method", "post", "action", "global", "autocomplete", "off");
        page.single("input", "type", "hidden", "name", "token", "value", formToken);
        for (Item item : Item.values()) {
            if (item == Item.CHALLENGE_FILE) {
                challenge(page);
            }
            field(page, item);
        }
        page.leaf("button", "Apply", "type", "submit").close();
    }

    private void challenge(Markup page) {
        page.open("div", "class", "field").leaf("label", "Challenge Password", "for", CHALLENGE);
        page.single("input", "type", "password", "id", CHALLENGE, "name", CHALLENGE, "autocomplete", "new-password");
        page.leaf(
                "p", "Type it to set or replace it; it is kept in a file of its own and never shown.", "class", "help");
        page.close();
    }

    private void field(Markup page, Item item) {
        String value = values.getOrDefault(item, item.defaultValue());
        page.open("div", "class", "field").leaf("label", item.label(), "for", item.name());
        switch (item.kind()) {
            case SWITCH -> checkbox(page, item, value);
            case SCRIPT ->
                page.leaf("textarea", "\n" + decoded(value), named(item, "rows", "5", "spellcheck", "false"));
            case NUMBER -> page.single("input", named(item, "type", "text", "inputmode", "numeric", "value", value));
            case CHOICE, TEXT, FILE -> page.single("input", named(item, "type", "text", "value", value));
        }
        if (!item.unit().isEmpty()) {
            page.leaf("span", item.unit(), "class", "unit");
        }
        page.leaf("p", item.help(), "class", "help", "id", item.name() + "-help");
        for (SettingsProblem problem : problems) {
            if (problem.item() == item) {
                page.leaf("p", problem.message(), "class", "error");
            }
        }
        page.close();
    }

    private static void checkbox(Markup page, Item item, String value) {
        String[] attributes = named(item, "type", "checkbox", "value", "1");
        if (value.equals("1")) {
            attributes = Arrays.copyOf(attributes, attributes.length + 2);
            attributes[attributes.length - 2] = "checked";
            attributes[attributes.length - 1] = "checked";
        }
        page.single("input", attributes);
    }

    private static String[] named(Item item, String... more) {
        String[] all = Arrays.copyOf(more, more.length + 6);
        String[] name = {"id", item.name(), "name", item.name(), "aria-describedby", item.name() + "-help"};
        System.arraycopy(name, 0, all, more.length, name.length);
        return all;
    }

    private static String decoded(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), UTF_8);
        } catch (IllegalArgumentException e) {
            return base64;
        }
    }
}
