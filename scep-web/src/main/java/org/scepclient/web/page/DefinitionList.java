package org.scepclient.web.page;

import java.util.List;
import org.scepclient.web.markup.Markup;

/** A list of lines {@code Label: value}, without those whose value is empty. */
final class DefinitionList {
    private final Markup page;

    private DefinitionList(Markup page) {
        this.page = page;
    }

    static DefinitionList open(Markup page) {
        page.open("dl", "class", "facts");
        return new DefinitionList(page);
    }

    DefinitionList add(String label, String value) {
        return value.isEmpty() ? this : addAll(label, List.of(value));
    }

    /** Adds a label with several values below each other. */
    DefinitionList addAll(String label, List<String> values) {
        if (!values.isEmpty()) {
            page.open("div").leaf("dt", label);
            for (String value : values) {
                page.open("dd");
                TimeFormat.write(page, value);
                page.close();
            }
            page.close();
        }
        return this;
    }

    /** Adds a value in the color of a CSS class; the color only repeats the text. */
    DefinitionList addColored(String label, String value, String cssClass) {
        page.open("div").leaf("dt", label).open("dd").leaf("strong", value, "class", cssClass);
        page.close().close();
        return this;
    }

    /** Adds a message on the page with the fields, whose settings are links. */
    DefinitionList addMessage(String label, String message, String cssClass) {
        page.open("div").leaf("dt", label).open("dd").open("span", "class", cssClass);
        SettingText.writeOnGlobal(page, message);
        page.close().close().close();
        return this;
    }

    void close() {
        page.close();
    }
}
