package org.scepclient.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.agent.schedule.RenewalTime;
import org.scepclient.error.StorageException;

class SettingsFileTest {
    @TempDir
    Path directory;

    private Path path;
    private SettingsFile file;

    @BeforeEach
    void place() {
        path = directory.resolve("settings");
        file = new SettingsFile(path);
    }

    @Test
    void hasDefaultsWithoutAFile() throws Exception {
        assertThat(file.read()).isEmpty();
        assertThat(file.settings().renewalTime()).isEqualTo(new RenewalTime.BeforeEnd(Duration.ofDays(30)));
        assertThat(file.settings().enabled()).isFalse();
    }

    @Test
    void hasNoDefaultsForAFileThatCannotBeReached() throws Exception {
        Files.writeString(path, "");
        SettingsFile unreachable = new SettingsFile(path.resolve("settings"));
        assertThatThrownBy(unreachable::read).isInstanceOf(StorageException.class);
        assertThatThrownBy(unreachable::inspect).isInstanceOf(StorageException.class);
        assertThatThrownBy(unreachable::unknownKeys).isInstanceOf(StorageException.class);
        assertThatThrownBy(() -> unreachable.write(Map.of(Setting.ENABLED, "1")))
                .isInstanceOf(StorageException.class);
    }

    @Test
    void readsItsOwnDefaults() throws Exception {
        Files.writeString(path, SettingsFile.defaults());
        Map<Setting, String> values = file.read();
        for (Setting setting : Setting.values()) {
            assertThat(values).containsEntry(setting, setting.defaultValue());
        }
    }

    @Test
    void readsWhatAShellWouldAssign() throws Exception {
        Files.writeString(path, """
                # by hand
                export MOD_SCEPCLIENT_CA_IDENT='a b'"c\\$d"e\\ f   # comment
                OTHER='two
                lines'
                MOD_SCEPCLIENT_RENEW_DAYS=10
                MOD_SCEPCLIENT_RENEW_DAYS=11 # eleven\r
                """);
        assertThat(file.read()).containsEntry(Setting.CA_IDENT, "a bc$de f").containsEntry(Setting.RENEW_DAYS, "11");
    }

    @Test
    void readsAFileWithAByteOrderMarkAndWritesItWithout() throws Exception {
        Files.writeString(path, "\uFEFFMOD_SCEPCLIENT_RENEW_DAYS=10\nOTHER=1\n");
        assertThat(file.read()).containsEntry(Setting.RENEW_DAYS, "10");

        file.repair(Map.of(Setting.CA_IDENT, "x"));

        // A shell that sources the file would read the mark as part of the first name.
        assertThat(path).hasContent("MOD_SCEPCLIENT_RENEW_DAYS=10\nOTHER=1\nMOD_SCEPCLIENT_CA_IDENT=x\n");
    }

    @Test
    void keepsCommentsOrderAndForeignKeysWhenItWrites() throws Exception {
        Files.writeString(path, "# one\nOTHER=\"x y\"\n\nMOD_SCEPCLIENT_RENEW_DAYS=10 # ten\nlast='z'");
        file.write(Map.of(Setting.RENEW_DAYS, "20", Setting.CA_IDENT, "it's"));
        assertThat(path).hasContent("""
                # one
                OTHER="x y"

                MOD_SCEPCLIENT_RENEW_DAYS=20
                last='z'
                MOD_SCEPCLIENT_CA_IDENT='it'\\''s'
                """);
    }

    @Test
    void writesNothingIfAValueIsInvalid() throws Exception {
        Files.writeString(path, "MOD_SCEPCLIENT_RENEW_DAYS=10\n");
        assertThatThrownBy(() -> file.write(Map.of(Setting.RENEW_DAYS, "0", Setting.URL, "ftp://x")))
                .isInstanceOfSatisfying(
                        SettingsException.class, e -> assertThat(e.problems()).hasSize(2))
                .hasMessageContaining(
                        "MOD_SCEPCLIENT_RENEW_DAYS: invalid value '0'; expected 1 to 3650 days, or 1% to 99% of the validity");
        assertThat(path).hasContent("MOD_SCEPCLIENT_RENEW_DAYS=10\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "MOD_SCEPCLIENT_URL=$(reboot)",
                "MOD_SCEPCLIENT_URL=\"`reboot`\"",
                "MOD_SCEPCLIENT_URL=a;reboot",
                "MOD_SCEPCLIENT_URL=a reboot",
                "MOD_SCEPCLIENT_URL=a \r",
                "MOD_SCEPCLIENT_URL='a",
                "reboot"
            })
    void refusesShellCommands(String line) throws Exception {
        Files.writeString(path, "# first\n" + line + "\n");
        assertThatThrownBy(file::read).isInstanceOf(StorageException.class).hasMessageStartingWith(path + ":2: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "",
                "it's",
                "'",
                "a\"b",
                "$(reboot)",
                "`x`",
                "back\\slash",
                "\\",
                "ends\\",
                "ä€😀",
                "a;b&c|d",
                "#x",
                " lead",
                "*"
            })
    void aShellReadsEveryValueAsItWas(String value) throws Exception {
        file.write(Map.of(Setting.CA_IDENT, value));
        assertThat(sourced("$MOD_SCEPCLIENT_CA_IDENT")).isEqualTo(value);
        assertThat(file.read()).containsEntry(Setting.CA_IDENT, value);
    }

    @ParameterizedTest
    @CsvSource({
        "'MOD_SCEPCLIENT_CA_IDENT=a\r', '\\r at position 2', save the settings file with Unix line ends (LF)",
        "'MOD_SCEPCLIENT_CA_IDENT=\"a\"\r', '\\r at position 2', save the settings file with Unix line ends (LF)",
        "'MOD_SCEPCLIENT_CA_IDENT=\"a\rb\"', '\\r at position 2', remove it",
        "'MOD_SCEPCLIENT_CA_IDENT=\"a\nb\"', '\\n at position 2', remove it",
        "'MOD_SCEPCLIENT_CA_IDENT=a\u0007b', '\\x07 at position 2', remove it",
        "'MOD_SCEPCLIENT_RENEW_DAYS=11\r', '\\r at position 3', save the settings file with Unix line ends (LF)",
        "'MOD_SCEPCLIENT_ENABLED=1\r', '\\r at position 2', save the settings file with Unix line ends (LF)",
    })
    void refusesControlCharactersAsAPartOfTheValueThatAShellReads(String line, String shown, String remedy)
            throws Exception {
        Files.writeString(path, line + "\n");
        String key = line.substring(0, line.indexOf('='));
        Setting setting = Setting.named(key).orElseThrow();

        assertThat(file.read().get(setting)).isEqualTo(sourced("$" + key));
        assertThatThrownBy(file::settings)
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(key + ": the value has the control character " + shown + "; " + remedy);
        assertThatThrownBy(() -> file.write(Map.of(setting, file.read().getOrDefault(setting, ""))))
                .isInstanceOf(SettingsException.class);
    }

    @Test
    void isForTheOwnerAlone() throws Exception {
        file.write(Map.of(Setting.CA_IDENT, "x"));
        assertThat(Files.getPosixFilePermissions(path)).hasSize(2);
    }

    private String sourced(String variable) throws Exception {
        Process shell = new ProcessBuilder(
                        "busybox", "sh", "-c", ". \"$1\"; printf %s \"" + variable + "\"", "sh", path.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertThat(shell.waitFor()).as(output).isZero();
        return output;
    }
}
