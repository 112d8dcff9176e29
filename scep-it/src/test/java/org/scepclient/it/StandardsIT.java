package org.scepclient.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.scepclient.it.StandardsPage.Row;
import org.scepclient.it.app.App;

/** The installed jar omits classes that no command reaches, but none that docs/standards.md names. */
class StandardsIT {
    private static final String CLASS = ".class";

    @Test
    void eachClassThatHoldsARuleIsInstalled() throws IOException {
        Set<String> installed = installed();
        for (Row row : StandardsPage.rows()) {
            assertThat(row.classes())
                    .as(row.place() + ": the third column names installed classes")
                    .isNotEmpty()
                    .allMatch(installed::contains);
        }
    }

    /** The simple names of the product's own classes. */
    private static Set<String> installed() throws IOException {
        try (JarFile jar =
                new JarFile(App.packaged().home().resolve("lib/scepclient.jar").toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.startsWith("org/scepclient/") && name.endsWith(CLASS))
                    .map(name -> name.substring(name.lastIndexOf('/') + 1, name.length() - CLASS.length()))
                    .collect(Collectors.toSet());
        }
    }
}
