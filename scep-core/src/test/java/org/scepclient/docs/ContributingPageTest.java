package org.scepclient.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The recipes of CONTRIBUTING.md name the classes of today. */
class ContributingPageTest {
    @Test
    void namesOnlyClassesAndTestsThatExist() throws IOException {
        List<String> absent = Sources.of(Repository.root()).absentNames("CONTRIBUTING.md");
        assertThat(absent).withFailMessage(() -> String.join("\n", absent)).isEmpty();
    }
}
