package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** docs/scepclient.md lists every command. */
class CommandsPageTest {
    @ParameterizedTest
    @EnumSource(CommandName.class)
    void listsTheCommand(CommandName command) throws Exception {
        String name = command.name().toLowerCase(Locale.ROOT);
        String link = "[`" + name + "`](";
        assertThat(Files.readAllLines(Path.of("../docs/scepclient.md")))
                .withFailMessage(() -> "docs/scepclient.md does not list " + name
                        + "; in the table of commands add:\n| " + link + "#" + name + ") | WHAT IT DOES |")
                .anyMatch(line -> line.startsWith("| ") && line.contains(name));
    }
}
