package org.scepclient.agent.settings;

import java.nio.file.Path;
import java.util.Map;

/** A process that changes a setting. */
final class SettingProcess {
    private SettingProcess() {}

    public static void main(String[] arguments) throws Exception {
        new SettingsFile(Path.of(arguments[0])).write(Map.of(Setting.valueOf(arguments[1]), arguments[2]));
    }
}
