package org.scepclient.it.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.scepclient.agent.settings.SettingsFile;
import org.scepclient.it.app.App;
import org.scepclient.it.app.AppArchive;
import org.scepclient.it.process.Command;

/** The contents of the packages. */
class PackageIT {
    private static final long MEGABYTE = 1 << 20;
    private static final Path HOME = App.packaged().home();

    @Test
    void defaultsAreThoseOfTheSettings() throws IOException {
        assertThat(read("etc/defaults")).isEqualTo(SettingsFile.defaults());
    }

    @Test
    void versionNamesItsDay() throws IOException {
        assertThat(read("etc/version")).matches("[0-9]+\\.[0-9]+\\.[0-9]+ \\(20[0-9]{2}-[01][0-9]-[0-3][0-9]\\)\n");
    }

    @Test
    void packageIsLaidOutAsTheRouterExpects() {
        assertThat(names(AppArchive.forThisPlatform()))
                .allMatch(name -> name.startsWith("scepClient/"))
                .contains(
                        "scepClient/etc/name",
                        "scepClient/etc/version",
                        "scepClient/etc/summary",
                        "scepClient/etc/description",
                        "scepClient/etc/defaults",
                        "scepClient/etc/init",
                        "scepClient/etc/install",
                        "scepClient/etc/uninstall",
                        "scepClient/bin/sscep",
                        "scepClient/bin/scepclient",
                        "scepClient/bin/scep_replace_pem",
                        "scepClient/bin/check-cert.sh",
                        "scepClient/www/",
                        "scepClient/lib/scepclient.jar",
                        "scepClient/runtime/bin/java")
                .doesNotContain("scepClient/etc/settings");
    }

    @Test
    void packageWithoutARuntimeHasEverythingElse() {
        assertThat(names(AppArchive.withoutRuntime()))
                .containsExactlyElementsOf(names(AppArchive.forThisPlatform()).stream()
                        .filter(name -> !name.startsWith("scepClient/runtime/") && !name.endsWith(".jsa"))
                        .toList());
    }

    @Test
    void packagesKeepToTheirSizes() throws IOException {
        assertThat(Files.size(AppArchive.forThisPlatform().archive())).isLessThan(35 * MEGABYTE);
        assertThat(Files.size(AppArchive.withoutRuntime().archive())).isLessThan(12 * MEGABYTE);
    }

    private static List<String> names(AppArchive app) {
        return Command.of("tar", "-tzf", app.archive()).run().mustSucceed().lines();
    }

    private static String read(String file) throws IOException {
        return Files.readString(HOME.resolve(file), UTF_8);
    }
}
