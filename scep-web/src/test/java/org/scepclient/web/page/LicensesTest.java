package org.scepclient.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LicensesTest {
    @TempDir
    Path outside;

    private Path home;

    @BeforeEach
    void install() throws Exception {
        home = Files.createDirectories(outside.resolve("app"));
        Files.createDirectories(home.resolve("licenses"));
        Files.createDirectories(home.resolve("runtime/legal/java.base"));
        Files.writeString(home.resolve("licenses/bouncy-castle.txt"), "Permission is granted");
        Files.writeString(home.resolve("runtime/legal/java.base/LICENSE"), "GPL");
        Files.writeString(
                home.resolve("THIRD-PARTY.txt"), "Text\n\n  org.example:lib 1.0 (Bouncy Castle Licence)\n\nMore\n");
        Files.writeString(outside.resolve("secret"), "key");
        Files.createSymbolicLink(home.resolve("licenses/link.txt"), outside.resolve("secret"));
    }

    @Test
    void listsTheLibrariesOfTheBuildWithTheirTexts() {
        assertThat(new Licenses(home).libraries())
                .containsExactly(new Licenses.Library(
                        "org.example:lib", "1.0", "Bouncy Castle Licence", Optional.of("licenses/bouncy-castle.txt")));
    }

    @Test
    void readsOnlyTheTextsOfTheApp() {
        Licenses licenses = new Licenses(home);
        assertThat(licenses.names()).containsExactly("licenses/bouncy-castle.txt", "runtime/legal/java.base/LICENSE");
        assertThat(licenses.text("runtime/legal/java.base/LICENSE")).contains("GPL");
        for (String other : new String[] {
            "../secret", "licenses/../../secret", "licenses/link.txt", "/etc/passwd", "THIRD-PARTY.txt", ""
        }) {
            assertThat(licenses.text(other)).as(other).isEmpty();
        }
    }

    @Test
    void isEmptyWithoutAnInstalledApp() {
        Licenses none = new Licenses(outside.resolve("nowhere"));
        assertThat(none.names()).isEmpty();
        assertThat(none.libraries()).isEmpty();
    }
}
