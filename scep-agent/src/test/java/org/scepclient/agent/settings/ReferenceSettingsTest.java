package org.scepclient.agent.settings;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documented settings file, and the documented table of settings. */
class ReferenceSettingsTest {
    private static final Path DOCUMENTS = Path.of("..", "docs");
    private static final Path REFERENCE = DOCUMENTS.resolve("settings.reference");

    @TempDir
    Path directory;

    @Test
    void assignsEverySettingAndIsAccepted() throws Exception {
        SettingsFile file = new SettingsFile(REFERENCE);
        Map<Setting, String> assigned = file.read();
        assertThat(assigned)
                .withFailMessage(() -> unassigned(assigned.keySet()))
                .containsOnlyKeys(Setting.values());
        Settings settings = file.settings();
        assertThat(settings.successScript()).startsWith("scep_replace_pem /etc/settings.ipsec ");
        assertThat(settings.failureScript()).contains("$SCEP_REASON");
        assertThat(settings.requestTemplate("7").subject().toString()).contains("router-7");
    }

    @Test
    void isReadAlikeByAShell() throws Exception {
        for (Map.Entry<Setting, String> setting :
                new SettingsFile(REFERENCE).read().entrySet()) {
            assertThat(sourced(setting.getKey().key()))
                    .as(setting.getKey().key())
                    .isEqualTo(setting.getValue());
        }
        assertThat(sourced("OTHER_APP")).isEqualTo("its own \"value\"");
    }

    @Test
    void keepsEverythingButTheChangedSetting() throws Exception {
        Path copy = Files.copy(REFERENCE, directory.resolve("settings"));
        new SettingsFile(copy).write(Map.of(Setting.RENEW_DAYS, "15"));
        assertThat(copy).content().isEqualTo(Files.readString(REFERENCE).replace("RENEW_DAYS=14", "RENEW_DAYS=15"));
        Object written = Files.getAttribute(copy, "unix:ino");
        new SettingsFile(copy).write(Map.of(Setting.RENEW_DAYS, "15"));
        assertThat(Files.getAttribute(copy, "unix:ino")).isEqualTo(written);
    }

    @Test
    void isDocumentedWithDefaults() throws Exception {
        String table = Files.readString(DOCUMENTS.resolve("settings.md"));
        for (Setting setting : Setting.values()) {
            String value = setting.defaultValue().isEmpty() ? "" : "`" + setting.defaultValue() + "` ";
            String row = "| " + setting.label() + " | `" + setting.name() + "` | " + value + "| ";
            assertThat(table)
                    .withFailMessage(
                            () -> "docs/settings.md has no row for the setting " + setting + " with this default; "
                                    + afterTheOneBefore(setting) + " add:\n" + row + "POSSIBLE VALUES |")
                    .contains(row);
        }
    }

    private static String unassigned(Set<Setting> assigned) {
        return Arrays.stream(Setting.values())
                .filter(item -> !assigned.contains(item))
                .map(item -> "docs/settings.reference does not assign " + item.key() + "; " + afterTheOneBefore(item)
                        + " add a value as a device might have it:\n" + item.key() + "=" + item.defaultValue())
                .collect(Collectors.joining("\n"));
    }

    private static String afterTheOneBefore(Setting item) {
        List<Setting> items = List.of(Setting.values());
        int place = items.indexOf(item);
        return place == 0 ? "before all others" : "after " + items.get(place - 1);
    }

    private static String sourced(String variable) throws Exception {
        Process shell = new ProcessBuilder(
                        "busybox",
                        "sh",
                        "-c",
                        ". \"$1\"; eval printf %s '\"$'$2'\"'",
                        "sh",
                        REFERENCE.toString(),
                        variable)
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), UTF_8);
        assertThat(shell.waitFor()).as(output).isZero();
        return output;
    }
}
