package org.scepclient.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import org.scepclient.agent.settings.Setting;
import org.scepclient.web.markup.Markup;

/** One setting of the form: its label, its input, its unit, its help, and what is wrong with it. */
final class Field {
    /** The document's table names these two with their unit. */
    private static final Set<Setting> NAMED_WITH_UNIT = Set.of(Setting.AWAIT_RESULT, Setting.MAX_AWAIT_RESULT);

    private static final List<String> KEY_SIZES = List.of("1024", "2048", "3072", "4096");
    private static final List<String> CERTIFICATES = List.of("own", "enrolled");

    private final Setting setting;
    private final String value;
    private final List<String> problems;

    Field(Setting setting, TypedSettings typed) {
        this.setting = setting;
        this.value = typed.value(setting);
        this.problems = typed.problems(setting);
    }

    void write(Markup page) {
        boolean first = setting == Setting.ENABLED;
        page.open("div", "class", "field " + (first ? "first" : look()));
        if (first) {
            checkbox(page);
            label(page);
        } else {
            label(page);
            page.open("div", "class", "entry");
            entry(page);
            if (!setting.unit().isEmpty()) {
                page.leaf("span", setting.unit(), "class", "unit", "id", setting.name() + "-unit");
            }
            page.close();
        }
        page.leaf("p", setting.help(), "class", "help", "id", setting.name() + "-help");
        errors(page, setting.name(), problems);
        page.close();
    }

    private String look() {
        return switch (setting.kind()) {
            case SWITCH -> "switch";
            case NUMBER, CHOICE -> "short";
            case TEXT, FILE -> "line";
            case SCRIPT -> "script";
        };
    }

    private void label(Markup page) {
        page.open("label", "for", setting.name()).text(setting.label());
        if (NAMED_WITH_UNIT.contains(setting)) {
            page.leaf("span", " [" + setting.unit() + "]", "class", "unseen");
        }
        page.close();
    }

    static void errors(Markup page, String name, List<String> problems) {
        if (!problems.isEmpty()) {
            page.leaf("p", String.join("; ", problems), "class", "error", "id", name + "-error");
        }
    }

    private void entry(Markup page) {
        switch (setting.kind()) {
            case SWITCH -> checkbox(page);
            case NUMBER -> page.single("input", attributes("type", "text", "inputmode", "numeric", "value", value));
            case CHOICE -> choice(page, setting == Setting.KEY_SIZE ? KEY_SIZES : CERTIFICATES);
            case TEXT, FILE -> page.single("input", attributes("type", "text", "spellcheck", "false", "value", value));
            case SCRIPT -> script(page);
        }
    }

    private void checkbox(Markup page) {
        String[] box = {"type", "checkbox", "value", "1"};
        page.single("input", value.equals("1") ? attributes(joined(box, "checked", "checked")) : attributes(box));
    }

    /** A value that is not possible is there too, so that it is seen. */
    private void choice(Markup page, List<String> words) {
        List<String> all = new ArrayList<>(words);
        if (!all.contains(value)) {
            all.addFirst(value);
        }
        page.open("select", attributes());
        for (String word : all) {
            if (word.equals(value)) {
                page.leaf("option", word, "value", word, "selected", "selected");
            } else {
                page.leaf("option", word, "value", word);
            }
        }
        page.close();
    }

    /** A field that is disabled is not sent, and so stays as it is. */
    private void script(Markup page) {
        String text = decoded(value);
        String[] area = {"rows", "6", "spellcheck", "false"};
        boolean showable = text.chars().noneMatch(c -> (c < ' ' && c != '\n' && c != '\t') || c == '\uFFFD');
        page.leaf("textarea", "\n" + text, attributes(showable ? area : joined(area, "disabled", "disabled")));
        if (!showable) {
            page.leaf(
                    "p",
                    "It has control characters or is not UTF-8, so it is changed with 'scepclient settings set' only.");
        }
    }

    private String[] attributes(String... more) {
        List<String> described = new ArrayList<>(List.of(setting.name() + "-help"));
        if (!setting.unit().isEmpty()) {
            described.addFirst(setting.name() + "-unit");
        }
        if (!problems.isEmpty()) {
            described.addFirst(setting.name() + "-error");
        }
        String[] name = {"id", setting.name(), "name", setting.name(), "aria-describedby", String.join(" ", described)};
        String[] all = joined(more, name);
        return problems.isEmpty() ? all : joined(all, "aria-invalid", "true");
    }

    private static String[] joined(String[] some, String... more) {
        String[] all = Arrays.copyOf(some, some.length + more.length);
        System.arraycopy(more, 0, all, some.length, more.length);
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
