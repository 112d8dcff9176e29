package org.scepclient.it.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.it.app.App;
import org.scepclient.it.process.Command;
import org.scepclient.it.process.Finished;

/** The settings of one device for another, in a pipe. */
class FleetSettingsIT {
    private static final App APP = App.packaged();

    @TempDir
    Path directory;

    @Test
    void importReadsStandardInput() throws Exception {
        Files.writeString(
                directory.resolve("first"),
                "MOD_SCEPCLIENT_RENEW_DAYS=14\nMOD_SCEPCLIENT_SUBJECT='/O=Bücher/CN=SN'\nMOD_SCEPCLIENT_SERIAL=first\n");
        for (String format : new String[] {"", "--json"}) {
            Files.deleteIfExists(directory.resolve("second"));
            Finished piped = pipe(format, "settings", "import", "-").run().mustSucceed();
            assertThat(piped.out()).contains("MOD_SCEPCLIENT_RENEW_DAYS: 30 -> 14");
            assertThat(directory.resolve("second"))
                    .content()
                    .contains("MOD_SCEPCLIENT_RENEW_DAYS=14\n", "MOD_SCEPCLIENT_SUBJECT='/O=Bücher/CN=SN'\n")
                    .doesNotContain("first");
        }
        assertThat(device("second", "settings", "import", "-")
                        .run()
                        .mustExit(93)
                        .err())
                .contains("standard input: the file has no settings");
    }

    /** Another device that reads what the first one exports. */
    private Command pipe(String format, Object... arguments) {
        Command export = device("first", "settings", "export");
        Command other = device("second", arguments);
        return Command.of(
                        "sh",
                        "-c",
                        "SCEPCLIENT_SETTINGS='" + directory.resolve("first") + "' " + export + " " + format + " | "
                                + other)
                .with("SCEPCLIENT_DATA", directory.resolve("data"))
                .with("SCEPCLIENT_SETTINGS", directory.resolve("second"));
    }

    private Command device(String name, Object... arguments) {
        return APP.scepclient(arguments)
                .with("SCEPCLIENT_DATA", directory.resolve("data"))
                .with("SCEPCLIENT_SETTINGS", directory.resolve(name));
    }
}
