package org.scepclient.agent.automation;

import java.nio.file.Path;
import java.util.Map;
import org.scepclient.file.CurrentDirectory;

/**
 * Where the app and its files are.
 *
 * @param home the installed app, with {@code bin} and {@code etc} in it
 * @param data keys, certificates, state: {@code SCEPCLIENT_DATA}, or {@code /var/data/scepClient}
 * @param settings the settings file: {@code SCEPCLIENT_SETTINGS}, or {@code etc/settings} of the app
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

    /** The app's commands, which scripts find on their PATH. */
    public Path programs() {
        return home.resolve("bin");
    }
}
