package org.scepclient.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StyleRuleTest {
    static Stream<StyleRule> rules() throws IOException {
        return StyleRule.read(Repository.root().resolve("config/style.txt")).stream();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void findsTheBadExampleOnly(StyleRule rule) {
        assertThat(rule.pattern().matcher(rule.bad()).find()).as(rule.bad()).isTrue();
        assertThat(rule.pattern().matcher(rule.good()).find()).as(rule.good()).isFalse();
        assertThat(rule.instead()).isNotEmpty();
    }

    @Test
    void eachExpressionHasAllItsFields() throws IOException {
        List<String> lines = Files.readAllLines(Repository.root().resolve("config/style.txt"));
        assertThat(rules().map(rule -> rule.pattern().pattern()))
                .containsExactlyElementsOf(lines.stream()
                        .filter(line -> !line.isBlank() && !line.startsWith("#") && !line.startsWith(" "))
                        .toList());
    }
}
