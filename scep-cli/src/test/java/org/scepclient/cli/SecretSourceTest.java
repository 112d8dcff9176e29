package org.scepclient.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.error.StorageException;

class SecretSourceTest {
    @TempDir
    Path dir;

    @Test
    void readsAnEnvironmentVariable() throws Exception {
        assertThat(reveal("env:PASS", Map.of("PASS", "s3cret"), "")).isEqualTo("s3cret");
    }

    @Test
    void readsTheFirstLineOfAFile() throws Exception {
        Path file = Files.writeString(dir.resolve("pass"), "gehäim\r\nsecond line\n");
        assertThat(reveal("file:" + file, Map.of(), "")).isEqualTo("gehäim");
    }

    @Test
    void asksAtTheTerminal() throws Exception {
        assertThat(reveal("prompt", Map.of(), "typed")).isEqualTo("typed");
    }

    @Test
    void namesAVariableThatIsNotSet() {
        assertThatThrownBy(() -> reveal("env:PASS", Map.of(), ""))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("PASS is not set");
    }

    @Test
    void namesAFileThatIsMissing() {
        assertThatThrownBy(() -> reveal("file:" + dir.resolve("none"), Map.of(), ""))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("none");
    }

    @Test
    void reportsAMissingTerminal() {
        assertThatThrownBy(() -> reveal("prompt", Map.of(), ""))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("without a terminal");
    }

    @Test
    void refusesASecretOnTheCommandLineWithoutRepeatingIt() {
        assertThatThrownBy(() -> reveal("hunter2", Map.of(), ""))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("env:NAME")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void leavesOutTheByteOrderMarkOfAFile() throws Exception {
        Path file = Files.writeString(dir.resolve("pass"), "\uFEFFs3cret\r\n");
        assertThat(reveal("file:" + file, Map.of(), "")).isEqualTo("s3cret");
    }

    @Test
    void refusesAFileThatIsNotUtf8() throws Exception {
        Path file = Files.writeString(dir.resolve("pass"), "geh\u00e4im\n", StandardCharsets.ISO_8859_1);
        assertThatThrownBy(() -> reveal("file:" + file, Map.of(), ""))
                .isInstanceOf(StorageException.class)
                .hasMessageEndingWith("the passphrase is not valid UTF-8; save the file in UTF-8")
                .hasMessageNotContaining("geh");
    }

    @Test
    void refusesALineWithANul() throws Exception {
        Path file = Files.writeString(dir.resolve("pass"), "s3\0cret\n");
        assertThatThrownBy(() -> reveal("file:" + file, Map.of(), ""))
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        file + ": cannot read the passphrase: byte 3 of its first line is NUL; save the file as UTF-8"
                                + " text");
    }

    @Test
    void refusesALineThatItWouldHaveToCutOff() throws Exception {
        Path file = Files.writeString(dir.resolve("pass"), "x".repeat(4097));
        assertThatThrownBy(() -> reveal("file:" + file, Map.of(), ""))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("longer than 4096 bytes");
    }

    private static String reveal(String source, Map<String, String> environment, String typed) throws Exception {
        StandardOutput nowhere = new StandardOutput(OutputStream.nullOutputStream(), StandardCharsets.UTF_8);
        TestTerminal terminal = new TestTerminal();
        CommandContext context = new CommandContext(
                new Console("test", nowhere, nowhere),
                environment::get,
                typed.isEmpty() ? terminal : terminal.answering(typed),
                Clock.systemUTC(),
                duration -> {});
        return SecretSource.parse("--passphrase", source)
                .read("passphrase", context)
                .reveal();
    }
}
