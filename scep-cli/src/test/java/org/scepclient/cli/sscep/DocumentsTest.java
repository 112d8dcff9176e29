package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocumentsTest {
    @TempDir
    Path dir;

    @BeforeEach
    void generate() throws Exception {
        Documents.main(new String[] {dir.toString()});
    }

    @Test
    void explainsEveryOptionAndConfigurationKeyInTheManualPage() throws Exception {
        String page = Files.readString(dir.resolve("man/man1/sscep.1"));
        for (Option option : Option.values()) {
            assertThat(page).contains(option.flag().replace("-", "\\-"));
            option.keys().forEach(key -> assertThat(page).contains("[" + key.section() + "] " + key.name()));
        }
    }

    @Test
    void beginsNoLineOfTextOfTheManualPageWithAControlCharacter() throws Exception {
        assertThat(Files.readAllLines(dir.resolve("man/man1/sscep.1")))
                .noneMatch(line -> line.startsWith("'"))
                .filteredOn(line -> line.startsWith("."))
                .allMatch(line -> line.matches("\\.(TH|SH|TP|PP|B|BI|I|nf|fi)( .*)?"));
    }

    @Test
    void completesTheOptionsOfEachOperation() throws Exception {
        String script = Files.readString(dir.resolve("bash-completion/completions/sscep"));
        for (Operation operation : Operation.values()) {
            assertThat(script).contains(operation.id() + ") options='");
        }
        assertThat(script).contains("complete -o filenames -F _sscep sscep");
    }
}
