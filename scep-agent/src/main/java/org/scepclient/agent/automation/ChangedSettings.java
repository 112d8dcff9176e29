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
            if (!before.getOrDefault(key, value).equals(value)) {
                Setting.named(key).ifPresent(changed::add);
            }
        });
        return changed.stream().sorted().toList();
    }
}
