package org.scepclient.web.page;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.agent.settings.Setting;
import org.scepclient.web.markup.Markup;

/**
 * Messages of the commands, worded for the page: the label of a setting, with a link to its field, takes the place of its key
 * and of the command that sets it.
 */
final class SettingText {
    private static final String PREFIX = Setting.PREFIX;
    private static final Pattern REFERENCE = Pattern.compile("(?:'[^']{1,60}'(?:, | \\())?(?<key>" + PREFIX
            + "[A-Z0-9_]+)(?<on>=1)?(?<bracket>\\))?|'?(?<command>scepclient settings (?<word>challenge|set))'?");
    private static final String GLOBAL = "global";

    private SettingText() {}

    /** Writes a message on another page than that with the fields. */
    static void write(Markup page, String message) {
        write(page, message, GLOBAL);
    }

    /** Writes a message on the page with the fields, where a link must not discard what was entered. */
    static void writeOnGlobal(Markup page, String message) {
        write(page, message, "");
    }

    private static void write(Markup page, String message, String form) {
        Matcher reference = REFERENCE.matcher(message);
        int written = 0;
        while (reference.find()) {
            Optional<Setting> setting =
                    reference.group("key") == null ? Optional.empty() : Setting.named(reference.group("key"));
            boolean challenge = "challenge".equals(reference.group("word"));
            if (setting.isEmpty() && !challenge) {
                continue;
            }
            TimeFormat.write(page, message.substring(written, reference.start()));
            if (challenge) {
                page.leaf("a", "Challenge Password", "href", form + "#" + TypedSettings.CHALLENGE);
            } else {
                field(page, setting.orElseThrow(), form);
            }
            boolean opened = reference.group().contains("(");
            page.text(reference.group("bracket") != null && !opened ? ")" : "");
            written = reference.end();
        }
        TimeFormat.write(page, message.substring(written));
    }

    /** A link to a field. Elsewhere, the server unfolds the section of an advanced one, so that no script is needed. */
    private static void field(Markup page, Setting setting, String form) {
        String query = form.isEmpty() || !GlobalPage.isAdvanced(setting) ? "" : "?" + GlobalPage.UNFOLDED;
        page.leaf("a", setting.label(), "href", form + query + "#" + setting.name());
    }
}
