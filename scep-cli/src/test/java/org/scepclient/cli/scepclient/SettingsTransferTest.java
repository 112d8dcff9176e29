package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTransferTest {
    private static final String TYPICAL = """
            # of the first device
            MOD_SCEPCLIENT_URL=http://user:s3cret@ca.example/scep
            MOD_SCEPCLIENT_SERIAL=FIRST
            MOD_SCEPCLIENT_CHALLENGE_FILE=/run/s3cret-of-first
            MOD_SCEPCLIENT_WEB_TOKEN_FILE=/run/token-of-first
            MOD_SCEPCLIENT_RENEW_DAYS=14
            MOD_SCEPCLIENT_SUBJECT='/O=It'\\''s é/CN=SN'
            OTHER=kept
            """;

    @TempDir
    Path directory;

    private Path exported;

    @BeforeEach
    void place() {
        exported = directory.resolve("exported");
    }

    @Test
    void exportLeavesOutSecretsAndTheSerialNumber() throws Exception {
        write("first", TYPICAL);
        for (String[] format : new String[][] {{}, {"--json"}}) {
            assertThat(export("first", format))
                    .contains("MOD_SCEPCLIENT_RENEW_DAYS", "MOD_SCEPCLIENT_KEY_SIZE")
                    .doesNotContain("s3cret", "FIRST", "_SERIAL", "CHALLENGE", "TOKEN", "OTHER");
        }
        assertThat(export("first")).contains("MOD_SCEPCLIENT_URL='http://…@ca.example/scep'\n");
    }

    @Test
    void otherDeviceGetsTheSameSettingsAndKeepsItsOwn() throws Exception {
        for (String[] format : new String[][] {{}, {"--json"}}) {
            write("first", TYPICAL);
            write("second", """
                    # of the second device
                    MOD_SCEPCLIENT_URL=http://own:pass@ca.example/other
                    MOD_SCEPCLIENT_SERIAL=SECOND
                    MOD_SCEPCLIENT_CHALLENGE_FILE=/run/challenge-of-second
                    MOD_SCEPCLIENT_KEY_SIZE=4096
                    """);
            Files.writeString(exported, export("first", format));
            CommandRun second = device("second");
            assertThat(second.run("settings", "import", exported.toString()))
                    .as(second.err())
                    .isZero();
            assertThat(second.out().lines())
                    .containsExactly(
                            "MOD_SCEPCLIENT_URL: http://…@ca.example/other -> http://…@ca.example/scep",
                            "MOD_SCEPCLIENT_RENEW_DAYS: 30 -> 14",
                            "MOD_SCEPCLIENT_KEY_SIZE: 4096 -> 2048",
                            "MOD_SCEPCLIENT_SUBJECT: /CN=router-SN -> /O=It's é/CN=SN");
            assertThat(directory.resolve("second")).content().isEqualTo("""
                    # of the second device
                    MOD_SCEPCLIENT_URL=http://own:pass@ca.example/scep
                    MOD_SCEPCLIENT_SERIAL=SECOND
                    MOD_SCEPCLIENT_CHALLENGE_FILE=/run/challenge-of-second
                    MOD_SCEPCLIENT_KEY_SIZE=2048
                    MOD_SCEPCLIENT_RENEW_DAYS=14
                    MOD_SCEPCLIENT_SUBJECT='/O=It'\\''s é/CN=SN'
                    """);
            assertThat(second.run("settings", "import", exported.toString())).isZero();
            assertThat(second.out()).isEqualTo("This device has these settings already.\n");
        }
    }

    @Test
    void wholeSettingsFileOfAnotherDeviceDoesNotReplaceTheDevicesOwn() throws Exception {
        write("first", TYPICAL.replace("OTHER=kept\n", "").replace("user:s3cret@", ""));
        write("second", "MOD_SCEPCLIENT_SERIAL=SECOND\n");
        CommandRun second = device("second");
        assertThat(second.run("settings", "import", directory.resolve("first").toString()))
                .isZero();
        assertThat(second.err().lines())
                .containsExactly(
                        "scepclient: MOD_SCEPCLIENT_CHALLENGE_FILE in the file is ignored: it belongs to a single device",
                        "scepclient: MOD_SCEPCLIENT_SERIAL in the file is ignored: it belongs to a single device",
                        "scepclient: MOD_SCEPCLIENT_WEB_TOKEN_FILE in the file is ignored: it belongs to a single device");
        assertThat(directory.resolve("second"))
                .content()
                .contains("MOD_SCEPCLIENT_SERIAL=SECOND", "MOD_SCEPCLIENT_RENEW_DAYS=14")
                .doesNotContain("CHALLENGE", "TOKEN");
    }

    @Test
    void dryRunAndErrorsWriteNothing() throws Exception {
        write("second", "MOD_SCEPCLIENT_RENEW_DAYS=20\nMOD_SCEPCLIENT_AWAIT_RESULT=120\n");
        String before = Files.readString(directory.resolve("second"));
        Files.writeString(exported, "MOD_SCEPCLIENT_RENEW_DAYS=14\n");
        CommandRun second = device("second");
        assertThat(second.run("settings", "import", "--dry-run", "--json", exported.toString()))
                .isZero();
        assertThat(second.out())
                .contains("{\"setting\":\"MOD_SCEPCLIENT_RENEW_DAYS\",\"before\":\"20\",\"after\":\"14\"}");
        Files.writeString(exported, """
                MOD_SCEPCLIENT_RENEW_DAYS=14
                MOD_SCEPCLIENT_KEYSIZE=4096
                PASSWORD=x
                RENEW_DAYS=soon
                MOD_SCEPCLIENT_MAX_AWAIT_RESULT=1
                MOD_SCEPCLIENT_URL=http://…@ca.example/scep
                """);
        assertThat(second.run("settings", "import", exported.toString())).isEqualTo(1);
        assertThat(second.err().lines())
                .containsExactly(
                        line(2, "unknown setting 'MOD_SCEPCLIENT_KEYSIZE'; did you mean MOD_SCEPCLIENT_KEY_SIZE?"),
                        line(3, "unknown setting 'PASSWORD'; remove it"),
                        line(
                                6,
                                "MOD_SCEPCLIENT_URL: the part hidden by '…' is not stored for this server; enter it again, or"
                                        + " remove it"),
                        line(
                                4,
                                "MOD_SCEPCLIENT_RENEW_DAYS: invalid value 'soon'; expected 1 to 3650 days, or 1% to 99% of the validity"),
                        line(
                                5,
                                "MOD_SCEPCLIENT_MAX_AWAIT_RESULT: shorter than MOD_SCEPCLIENT_AWAIT_RESULT (120 sec); set a"
                                        + " longer time [argument]"));
        Files.writeString(exported, "MOD_SCEPCLIENT_RENEW_DAYS=14\nMOD_SCEPCLIENT_URL=$(reboot)\n");
        assertThat(second.run("settings", "import", exported.toString())).isEqualTo(93);
        assertThat(second.err()).contains(exported + ":2: '$' is special to the shell");
        Files.writeString(exported, "{\"RENEW_DAYS\":14,\"ENABLED\":null}");
        assertThat(second.run("settings", "import", exported.toString())).isEqualTo(93);
        assertThat(second.err()).contains(exported + ": ENABLED: expected a string");
        Files.writeString(exported, "{\"RENEW_DAYS\":14");
        assertThat(second.run("settings", "import", exported.toString())).isEqualTo(93);
        assertThat(second.err()).contains(exported + ", character 17: expected ',' or '}'");
        Files.writeString(exported, "\n# nothing\n");
        assertThat(second.run("settings", "import", exported.toString())).isEqualTo(93);
        assertThat(second.run("settings", "import", directory + "/absent")).isEqualTo(93);
        assertThat(directory.resolve("second")).content().isEqualTo(before);
        assertThat(directory.resolve(".settings.lock")).doesNotExist();
    }

    @Test
    void jsonMayHaveNumbersAndTruthValues() throws Exception {
        write("second", "MOD_SCEPCLIENT_USE_CLIENT_AUTH=1\n");
        Files.writeString(exported, "{\"RENEW_DAYS\": 14, \"LEGACY_CIPHERS\": true, \"USE_CLIENT_AUTH\": false}");
        assertThat(device("second").run("settings", "import", exported.toString()))
                .isZero();
        assertThat(directory.resolve("second")).content().isEqualTo("""
                MOD_SCEPCLIENT_USE_CLIENT_AUTH=0
                MOD_SCEPCLIENT_RENEW_DAYS=14
                MOD_SCEPCLIENT_LEGACY_CIPHERS=1
                """);
        Files.writeString(exported, "{\"RENEW_DAYS\": true, \"KEYS\": 1}");
        CommandRun second = device("second");
        assertThat(second.run("settings", "import", exported.toString())).isEqualTo(1);
        assertThat(second.err()).contains("unknown setting 'KEYS'", "MOD_SCEPCLIENT_RENEW_DAYS: invalid value 'true'");
    }

    @Test
    void changedLinesOfAScriptAreShown() throws Exception {
        write("second", "");
        CommandRun second = device("second");
        second.run("settings", "set", "SUCCESS_SCRIPT=one\ntwo\nthree");
        write("first", "");
        CommandRun first = device("first");
        first.run("settings", "set", "SUCCESS_SCRIPT=one\n2\n2a\nthree");
        Files.writeString(exported, export("first"));
        assertThat(second.run("settings", "import", exported.toString())).isZero();
        assertThat(second.out().lines())
                .containsExactly("MOD_SCEPCLIENT_SUCCESS_SCRIPT_B64: 3 lines -> 4 lines", "  - two", "  + 2", "  + 2a");
    }

    @Test
    void settingsThatNoDeviceCouldUseAreNotExported() throws Exception {
        write("first", "MOD_SCEPCLIENT_RENEW_DAYS=0\n");
        CommandRun first = device("first");
        assertThat(first.run("settings", "export")).isEqualTo(1);
        assertThat(first.out()).isEmpty();
        assertThat(first.err()).contains("MOD_SCEPCLIENT_RENEW_DAYS: invalid value '0'");
    }

    private String line(int number, String message) {
        return "scepclient: " + exported + ":" + number + ": " + message;
    }

    private String export(String device, String... format) {
        CommandRun command = device(device);
        String[] arguments = format.length == 0
                ? new String[] {"settings", "export"}
                : new String[] {"settings", "export", format[0]};
        assertThat(command.run(arguments)).as(command.err()).isZero();
        return command.out();
    }

    private CommandRun device(String name) {
        return new CommandRun()
                .with("SCEPCLIENT_SETTINGS", directory.resolve(name))
                .with("SCEPCLIENT_DATA", directory.resolve(name + "-data"));
    }

    private void write(String name, String settings) throws Exception {
        Files.writeString(directory.resolve(name), settings);
    }
}
