package org.scepclient.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Limits the wordings of {@code config/style.txt} in each document, and in the comments and the messages of each module.
 *
 * <p>{@code target/style.txt} lists all of them. With {@code -Dstyle.path=PATH,PATH} only these files are checked, and a
 * single hit fails.
 */
class StyleTest {
    private static final double HITS_PER_THOUSAND_WORDS = 2;

    @Test
    void keepsToIdiomaticEnglish() throws IOException {
        String paths = System.getProperty("style.path", "");
        StyleCheck check = StyleCheck.of(Repository.root(), List.of(paths.split(",", -1)));
        Files.createDirectories(Path.of("target"));
        Files.writeString(Path.of("target/style.txt"), check.table() + '\n' + check.hits(0));
        if (paths.isEmpty()) {
            requireEveryKindOfProse(check);
        }
        String hits = check.hits(paths.isEmpty() ? HITS_PER_THOUSAND_WORDS : 0);
        if (!hits.isEmpty()) {
            fail(hits + '\n' + check.table());
        }
    }

    /** A check that overlooks files would pass. */
    private static void requireEveryKindOfProse(StyleCheck check) {
        for (String subject : List.of("README.md", "docs/web.md", "docs/settings.reference", "build comments")) {
            assertThat(check.words(subject)).as(subject).isPositive();
        }
        for (String module : List.of("agent", "cli", "client", "core", "testca", "web")) {
            assertThat(check.words("scep-" + module + " comments")).as(module).isGreaterThan(1000);
            assertThat(check.words("scep-" + module + " messages")).as(module).isGreaterThan(500);
        }
    }
}
