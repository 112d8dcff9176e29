package org.scepclient.agent.automation;

import java.nio.file.Path;
import java.util.Map;
import org.scepclient.file.CurrentDirectory;

/**
 * The paths of the app and its files.
 *
 * @param home directory of the installed app, with {@code bin} and {@code etc}
 * @param data directory of keys, certificates and state: {@code SCEPCLIENT_DATA}, or {@code /var/data/scepClient}
 * @param settings settings file: {@code SCEPCLIENT_SETTINGS}, or {@code etc/settings} of the app
 */
public record AppPaths(Path home, Path data, Path settings) {
    private static final String DATA = "/var/data/scepClient";

    public static AppPaths of(Map<String, String> environment, Path home) {
        String data = environment.getOrDefault("SCEPCLIENT_DATA", "");
        String settings = environment.getOrDefault("SCEPCLIENT_SETTINGS", "");
        return new AppPaths(
                CurrentDirectory.absolute(home).normalize(),
                CurrentDirectory.absolute(Path.of(data.isEmpty() ? DATA : data)),
                settings.isEmpty()
                        ? CurrentDirectory.absolute(home).normalize().resolve("etc/settings")
                        : CurrentDirectory.absolute(Path.of(settings)));
    }

    /** The directory of the app's commands, which scripts have on their PATH. */
    public Path programs() {
        return home.resolve("bin");
    }
}
