package org.scepclient.web.page;

import java.util.List;
import org.scepclient.web.markup.Markup;

/** Lines {@code Label : value}. What is empty is left out. */
final class DefinitionList {
    private final Markup page;

    private DefinitionList(Markup page) {
        this.page = page;
    }

    static DefinitionList begin(Markup page) {
        page.open("dl", "class", "facts");
        return new DefinitionList(page);
    }

    DefinitionList fact(String label, String value) {
        return value.isEmpty() ? this : facts(label, List.of(value));
    }

    /** One label, several values below each other. */
    DefinitionList facts(String label, List<String> values) {
        if (!values.isEmpty()) {
            page.open("div").leaf("dt", label);
            values.forEach(value -> page.leaf("dd", value));
            page.close();
        }
        return this;
    }

    /** A value in a colour; the words say the same. */
    DefinitionList state(String label, String value, String look) {
        page.open("div").leaf("dt", label).open("dd").leaf("strong", value, "class", look);
        page.close().close();
        return this;
    }

    void end() {
        page.close();
    }
}
