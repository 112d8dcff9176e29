package org.scepclient.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicencesTest {
    @TempDir
    Path outside;

    private Path home;

    @BeforeEach
    void install() throws Exception {
        home = Files.createDirectories(outside.resolve("app"));
        Files.createDirectories(home.resolve("licences"));
        Files.createDirectories(home.resolve("runtime/legal/java.base"));
        Files.writeString(home.resolve("licences/bouncy-castle.txt"), "Permission is granted");
        Files.writeString(home.resolve("runtime/legal/java.base/LICENSE"), "GPL");
        Files.writeString(
                home.resolve("THIRD-PARTY.txt"), "Text\n\n  org.example:lib 1.0 (Bouncy Castle Licence)\n\nMore\n");
        Files.writeString(outside.resolve("secret"), "key");
        Files.createSymbolicLink(home.resolve("licences/link.txt"), outside.resolve("secret"));
    }

    @Test
    void listsTheLibrariesOfTheBuildWithTheirTexts() {
        assertThat(new Licences(home).libraries())
                .containsExactly(new Licences.Library(
                        "org.example:lib", "1.0", "Bouncy Castle Licence", Optional.of("licences/bouncy-castle.txt")));
    }

    @Test
    void readsOnlyTheTextsOfTheApp() {
        Licences licences = new Licences(home);
        assertThat(licences.names()).containsExactly("licences/bouncy-castle.txt", "runtime/legal/java.base/LICENSE");
        assertThat(licences.text("runtime/legal/java.base/LICENSE")).contains("GPL");
        for (String other : new String[] {
            "../secret", "licences/../../secret", "licences/link.txt", "/etc/passwd", "THIRD-PARTY.txt", ""
        }) {
            assertThat(licences.text(other)).as(other).isEmpty();
        }
    }

    @Test
    void isEmptyWithoutAnInstalledApp() {
        Licences none = new Licences(outside.resolve("nowhere"));
        assertThat(none.names()).isEmpty();
        assertThat(none.libraries()).isEmpty();
    }
}
