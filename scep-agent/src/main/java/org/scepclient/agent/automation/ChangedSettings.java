package org.scepclient.agent.automation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.scepclient.agent.settings.Setting;
import org.scepclient.agent.settings.Settings;
import org.scepclient.agent.store.RequestRecord;

/** The settings that have changed since the certificate in use was requested. */
final class ChangedSettings {
    private ChangedSettings() {}

    /**
     * Compares the settings.
     *
     * @param requested how the certificate was requested; empty for one of an earlier version, of which that is unknown
     */
    static List<Setting> of(Settings settings, Optional<RequestRecord> requested) {
        List<Setting> changed = new ArrayList<>();
        Map<String, String> before = requested.map(RequestRecord::settings).orElse(Map.of());
        RequestFactory.content(settings).forEach((key, value) -> {
            Setting setting = Setting.named(key).orElseThrow();
            if (!before.getOrDefault(key, absent(setting, value, before)).equals(value)) {
                changed.add(setting);
            }
        });
        return changed.stream().sorted().toList();
    }

    /** A record lacks the serial number if no name had it, and settings of later versions, which then were the default. */
    private static String absent(Setting setting, String value, Map<String, String> before) {
        return before.isEmpty() || setting == Setting.SERIAL ? value : setting.defaultValue();
    }
}
