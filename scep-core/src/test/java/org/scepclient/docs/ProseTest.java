package org.scepclient.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProseTest {
    @Test
    void readsCommentsOfJavaBySentence() {
        String source = """
                /**
                 * Returns the {@code name}. Never
                 * empty.
                 *
                 * @param place for the error
                 * @throws IOException if it fails
                 */
                // First line,
                // second line.
                class A { /* inline */ }
                """;
        assertThat(lines(JavaProse.read(source, true)))
                .containsExactly(
                        "2 COMMENT Returns the `…`.",
                        "2 COMMENT Never\nempty.",
                        "5 COMMENT for the error",
                        "6 COMMENT if it fails",
                        "8 COMMENT First line,\n second line.",
                        "10 COMMENT inline");
    }

    @Test
    void readsMessagesOfJavaButNeitherCodesNorComments() {
        String source = """
                String a = "no comment: // here \\"quoted\\" " + b + " and then"
                    + " more";
                char c = '"';
                String key = "protocol.failure";
                String block = \"""
                    Text of
                    two lines\""";
                """;
        assertThat(lines(JavaProse.read(source, true)))
                .containsExactly(
                        "1 MESSAGE no comment: // here \"quoted\"",
                        "1 MESSAGE and then\n more",
                        "6 MESSAGE Text of\n    two lines");
        assertThat(JavaProse.read(source, false)).isEmpty();
    }

    @Test
    void readsMarkdownWithoutCode() {
        String source = """
                # A heading
                One line of `inline code` and
                **a** [link](target.md).
                - an item
                ```
                code
                ```
                | a cell | `code` |
                |---|---|
                """;
        assertThat(lines(TextProse.markdown(source)))
                .containsExactly(
                        "1 DOCUMENT A heading",
                        "2 DOCUMENT One line of `…` and\na link.",
                        "4 DOCUMENT an item",
                        "8 DOCUMENT a cell",
                        "8 DOCUMENT `…`",
                        "9 DOCUMENT ---",
                        "9 DOCUMENT ---");
    }

    @Test
    void readsCommentsAndMessagesOfScripts() {
        String source = """
                #!/bin/sh
                # First,
                # second.
                fail "the file \\
                is missing"
                name="not printed"
                """;
        assertThat(lines(TextProse.hashComments(source, Passage.Kind.COMMENT)))
                .containsExactly("2 COMMENT First,\nsecond.");
        assertThat(lines(TextProse.shellMessages(source))).containsExactly("4 MESSAGE the file \nis missing");
    }

    @Test
    void readsCommentsOfXmlAndPython() {
        assertThat(lines(TextProse.xmlComments("<a>\n<!-- Why -->\n</a>"))).containsExactly("2 COMMENT Why");
        assertThat(lines(TextProse.docstrings("def a():\n    \"\"\"Measures.\"\"\"")))
                .containsExactly("2 COMMENT Measures.");
    }

    @Test
    void namesTheLineOfAWord() {
        Passage passage = new Passage(Passage.Kind.COMMENT, 7, "one\ntwo\nthree");
        assertThat(passage.lineOf(passage.text().indexOf("three"))).isEqualTo(9);
        assertThat(passage.words()).isEqualTo(3);
    }

    private static List<String> lines(List<Passage> passages) {
        return passages.stream()
                .flatMap(passage -> passage.sentences().stream())
                .map(sentence -> sentence.line() + " " + sentence.kind() + " "
                        + sentence.text().strip())
                .toList();
    }
}
