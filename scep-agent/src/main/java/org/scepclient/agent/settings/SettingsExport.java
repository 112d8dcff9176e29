package org.scepclient.agent.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.EnumMap;
import java.util.Map;
import org.scepclient.json.JsonObject;

/**
 * The settings of this device for others: each effective value, without what belongs to this device alone, and without
 * credentials in URLs.
 */
public final class SettingsExport {
    private final Map<Setting, String> values = new EnumMap<>(Setting.class);

    private SettingsExport() {}

    /** Takes settings that are valid: others could not be imported. */
    public static SettingsExport of(Settings settings) {
        SettingsExport export = new SettingsExport();
        for (Setting setting : Setting.values()) {
            if (!setting.isOfDevice()) {
                export.values.put(setting, HiddenCredentials.in(setting, settings.text(setting)));
            }
        }
        return export;
    }

    /** The text of a settings file. */
    public byte[] text() {
        StringBuilder text = new StringBuilder();
        values.forEach((setting, value) -> text.append(SettingsText.line(setting, value)));
        return text.toString().getBytes(ISO_8859_1);
    }

    /** The values by key. */
    public JsonObject json() {
        JsonObject json = new JsonObject();
        values.forEach((setting, value) -> json.put(setting.key(), value));
        return json;
    }
}
