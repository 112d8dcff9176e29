package org.scepclient.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SnippetTest {
    @Test
    void marksTheWrongPart() {
        assertThat(new Snippet("/O=Example/CNN=router-7", 11, 3).lines())
                .containsExactly("/O=Example/CNN=router-7", "           ^^^");
    }

    @Test
    void marksTheEndWhereSomethingIsMissing() {
        assertThat(new Snippet("DNS:a,", 6, 0).lines()).containsExactly("DNS:a,", "      ^");
        assertThat(new Snippet("", 0, 0).lines()).containsExactly("", "^");
    }

    @Test
    void replacesEachControlCharacterSoThatTheCaretsFit() {
        assertThat(new Snippet("a\u001b[2J\r\n\u2028\u202e\ud800\tx", 11, 1).lines())
                .containsExactly("a\uFFFD[2J\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD x", "           ^");
    }

    @Test
    void countsTheColumnsOfWideAndCombiningCharacters() {
        assertThat(new Snippet("漢字🚀e\u0301=x", 7, 1).lines()).containsExactly("漢字🚀e\u0301=x", "        ^");
        assertThat(new Snippet("a漢b", 1, 1).lines()).containsExactly("a漢b", " ^^");
        assertThat(new Snippet("🚀=🚀", 3, 2).lines()).containsExactly("🚀=🚀", "   ^^");
    }

    @Test
    void showsTheSurroundingsOfTheWrongPartOfALongText() {
        String text = "a".repeat(100) + "WRONG" + "b".repeat(100);

        assertThat(new Snippet(text, 100, 5).lines())
                .containsExactly("…" + "a".repeat(30) + "WRONG" + "b".repeat(35) + "…", " ".repeat(31) + "^^^^^");
        assertThat(new Snippet(text, 0, 2).lines()).containsExactly("a".repeat(70) + "…", "^^");
        assertThat(new Snippet(text, 205, 0).lines()).containsExactly("…" + "b".repeat(70), " ".repeat(71) + "^");
        assertThat(new Snippet(text, 100, 105).lines())
                .containsExactly(
                        "…" + "a".repeat(30) + "WRONG" + "b".repeat(35) + "…", " ".repeat(31) + "^".repeat(40));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 29, 30, 31, 69, 70, 71, 5_000, 99_998, 99_999})
    void pointsAtTheSameCharacterInEveryWindow(int start) {
        String text = "漢".repeat(start) + "!" + "字".repeat(99_999 - start);

        List<String> lines = new Snippet(text, start, 1).lines();

        int wide = lines.getFirst().indexOf('!') - (lines.getFirst().startsWith("…") ? 1 : 0);
        int indent = lines.getFirst().startsWith("…") ? 1 : 0;
        assertThat(lines.getLast()).isEqualTo(" ".repeat(indent + 2 * wide) + "^");
        assertThat(lines.getFirst()).hasSizeLessThan(40);
    }

    @Test
    void refusesAPlaceOutsideTheText() {
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> new Snippet("abc", 2, 2));
    }

    @Test
    void isAnOptionalPartOfAnException() {
        Snippet snippet = new Snippet("abc", 1, 1);

        assertThat(new InvalidInputException("name", "wrong", "write it", snippet).snippet())
                .contains(snippet);
        assertThat(new InvalidInputException("name", "wrong", "write it", snippet))
                .hasMessage("name: wrong; write it");
        assertThat(new InvalidInputException("name", "wrong", "write it").snippet())
                .isEmpty();
    }
}
