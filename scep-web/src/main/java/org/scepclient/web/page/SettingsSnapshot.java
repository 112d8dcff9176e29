package org.scepclient.web.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import org.scepclient.agent.settings.HiddenCredentials;
import org.scepclient.agent.settings.Setting;
import org.scepclient.cms.DigestAlgorithm;

/**
 * Short digests of the settings that a form was made from. A form that is submitted later shows by them which settings were
 * changed elsewhere meanwhile. Credentials in URLs do not count: a form keeps the stored ones.
 *
 * @param text the digests
 */
public record SettingsSnapshot(String text) {
    private static final int BYTES = 6;
    private static final String SEPARATOR = ".";

    public static SettingsSnapshot of(Map<Setting, String> stored) {
        StringBuilder text = new StringBuilder(SEPARATOR);
        for (Setting setting : Setting.values()) {
            text.append(digest(setting, setting.in(stored))).append(SEPARATOR);
        }
        return new SettingsSnapshot(text.toString());
    }

    /** Whether a setting had this value. Without a snapshot nothing is known, and every setting had any value. */
    public boolean has(Setting setting, String value) {
        return text.isEmpty() || text.contains(SEPARATOR + digest(setting, value) + SEPARATOR);
    }

    private static String digest(Setting setting, String value) {
        String shown = setting.name() + "=" + HiddenCredentials.in(setting, value);
        byte[] digest = DigestAlgorithm.SHA256.digest(shown.getBytes(UTF_8));
        return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, BYTES));
    }
}
