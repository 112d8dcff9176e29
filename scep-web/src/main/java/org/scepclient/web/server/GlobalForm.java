package org.scepclient.web.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.util.Base64;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.scepclient.settings.HiddenCredentials;
import org.scepclient.settings.Item;
import org.scepclient.settings.Settings;
import org.scepclient.settings.SettingsException;
import org.scepclient.settings.SettingsProblem;
import org.scepclient.web.page.TypedSettings;

/**
 * The settings as a form brought them.
 *
 * @param before those of the file
 */
record GlobalForm(Form form, Map<Item, String> before) {
    private static final int LONGEST_CHALLENGE = 1023;

    /** What was typed; a field that did not come keeps the value of the file, for browsers send no disabled ones. */
    Map<Item, String> typed() {
        Map<Item, String> typed = new EnumMap<>(Item.class);
        for (Item item : Item.values()) {
            if (form.has(item.name())) {
                String stored = before.getOrDefault(item, "");
                typed.put(item, HiddenCredentials.restored(value(item, form.text(item.name())), stored));
            } else if (item.kind() == Item.Kind.SWITCH) {
                typed.put(item, "0");
            } else if (before.containsKey(item)) {
                typed.put(item, before.getOrDefault(item, ""));
            }
        }
        return typed;
    }

    private static String value(Item item, String text) {
        return switch (item.kind()) {
            case SWITCH -> text.equals("1") ? "1" : "0";
            // A browser sends the lines of a text area with CR and LF.
            case SCRIPT ->
                Base64.getEncoder().encodeToString(text.replace("\r\n", "\n").getBytes(UTF_8));
            case NUMBER, CHOICE, TEXT, FILE -> text;
        };
    }

    /** Only what differs is written: flash memory wears, and what the file leaves out stays out. */
    Map<Item, String> changes(Path challengeFile) {
        Map<Item, String> changes = new EnumMap<>(Item.class);
        typed().forEach((item, value) -> {
            if (!value.equals(before.getOrDefault(item, item.defaultValue()))) {
                changes.put(item, value);
            }
        });
        if (!challenge().isEmpty()) {
            changes.put(Item.CHALLENGE_FILE, challengeFile.toString());
        } else if (forgets()) {
            changes.put(Item.CHALLENGE_FILE, "");
        }
        return changes;
    }

    /** What is wrong, each by itself and with the others. */
    List<SettingsProblem> problems(Map<Item, String> changes) {
        Map<Item, String> all = new EnumMap<>(Item.class);
        all.putAll(before);
        all.putAll(changes);
        try {
            Settings.of(all);
            return List.of();
        } catch (SettingsException e) {
            return e.problems();
        }
    }

    String challenge() {
        return form.text(TypedSettings.CHALLENGE);
    }

    boolean forgets() {
        return form.text(TypedSettings.FORGET).equals("1");
    }

    /** What is wrong with the challenge password; the rule is that of its file. */
    String challengeProblem() {
        String typed = challenge();
        boolean good = typed.isEmpty()
                || (typed.getBytes(UTF_8).length <= LONGEST_CHALLENGE
                        && typed.chars().noneMatch(c -> c < ' '));
        return good ? "" : "it has one line of " + LONGEST_CHALLENGE + " bytes at most; shorten it";
    }
}
