package org.scepclient.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.scepclient.agent.settings.Setting;
import org.scepclient.web.markup.Markup;

/** A setting in the form: label, input, unit, help text, and problems. */
final class Field {
    /** The documented labels of these settings include the unit. */
    private static final Set<Setting> LABELED_WITH_UNIT = Set.of(Setting.AWAIT_RESULT, Setting.MAX_AWAIT_RESULT);

    private static final Map<Setting, List<String>> CHOICES = Map.of(
            Setting.KEY_SIZE, List.of("1024", "2048", "3072", "4096"),
            Setting.ON_CHANGE, List.of("now", "renewal", "never"),
            Setting.WEB_CERTIFICATE, List.of("own", "enrolled"),
            Setting.WEB_OVERDUE, List.of("503", "200"));

    private final Setting setting;
    private final String value;
    private final List<String> problems;

    Field(Setting setting, TypedSettings settings) {
        this.setting = setting;
        this.value = settings.value(setting);
        this.problems = settings.problems(setting);
    }

    void write(Markup page) {
        boolean first = setting == Setting.ENABLED;
        page.open("div", "class", "field " + (first ? "first" : cssClass()));
        if (first) {
            checkbox(page);
            label(page);
        } else {
            label(page);
            page.open("div", "class", "entry");
            input(page);
            if (!setting.unit().isEmpty()) {
                page.leaf("span", setting.unit(), "class", "unit", "id", setting.name() + "-unit");
            }
            page.close();
        }
        page.leaf("p", setting.help(), "class", "help", "id", setting.name() + "-help");
        errors(page, setting.name(), problems);
        page.close();
    }

    private String cssClass() {
        return switch (setting.kind()) {
            case SWITCH -> "switch";
            case NUMBER, CHOICE -> "short";
            case TEXT, FILE -> "line";
            case SCRIPT -> "script";
        };
    }

    private void label(Markup page) {
        page.open("label", "for", setting.name()).text(setting.label());
        if (LABELED_WITH_UNIT.contains(setting)) {
            page.leaf("span", " [" + setting.unit() + "]", "class", "unseen");
        }
        page.close();
    }

    static void errors(Markup page, String name, List<String> problems) {
        if (!problems.isEmpty()) {
            page.open("p", "class", "error", "id", name + "-error");
            SettingText.writeOnGlobal(page, String.join("; ", problems));
            page.close();
        }
    }

    private void input(Markup page) {
        switch (setting.kind()) {
            case SWITCH -> checkbox(page);
            case NUMBER -> page.single("input", attributes("type", "text", "inputmode", "numeric", "value", value));
            case CHOICE -> choice(page, CHOICES.getOrDefault(setting, List.of()));
            case TEXT, FILE -> page.single("input", attributes("type", "text", "spellcheck", "false", "value", value));
            case SCRIPT -> script(page);
        }
    }

    private void checkbox(Markup page) {
        String[] box = {"type", "checkbox", "value", "1"};
        page.single("input", value.equals("1") ? attributes(join(box, "checked", "checked")) : attributes(box));
    }

    /** A list of the choices; an invalid current value is listed too, so that it is visible. */
    private void choice(Markup page, List<String> choices) {
        List<String> options = new ArrayList<>(choices);
        if (!options.contains(value)) {
            options.addFirst(value);
        }
        page.open("select", attributes());
        for (String option : options) {
            if (option.equals(value)) {
                page.leaf("option", option, "value", option, "selected", "selected");
            } else {
                page.leaf("option", option, "value", option);
            }
        }
        page.close();
    }

    /** A text area, disabled if the script cannot be edited here; browsers do not submit disabled fields. */
    private void script(Markup page) {
        String text = decode(value);
        String[] area = {"rows", "6", "spellcheck", "false"};
        boolean editable = text.chars().noneMatch(c -> (c < ' ' && c != '\n' && c != '\t') || c == '\uFFFD');
        page.leaf("textarea", "\n" + text, attributes(editable ? area : join(area, "disabled", "disabled")));
        if (!editable) {
            page.leaf(
                    "p",
                    "The script has control characters or is not UTF-8. Change it with 'scepclient settings set'.");
        }
    }

    private String[] attributes(String... attributes) {
        List<String> descriptions = new ArrayList<>(List.of(setting.name() + "-help"));
        if (!setting.unit().isEmpty()) {
            descriptions.addFirst(setting.name() + "-unit");
        }
        if (!problems.isEmpty()) {
            descriptions.addFirst(setting.name() + "-error");
        }
        String[] common = {
            "id", setting.name(), "name", setting.name(), "aria-describedby", String.join(" ", descriptions)
        };
        String[] all = join(attributes, common);
        return problems.isEmpty() ? all : join(all, "aria-invalid", "true");
    }

    private static String[] join(String[] first, String... second) {
        String[] all = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        return all;
    }

    private static String decode(String base64) {
        try {
            return new String(Base64.getDecoder().decode(base64), UTF_8);
        } catch (IllegalArgumentException e) {
            return base64;
        }
    }
}
