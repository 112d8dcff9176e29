package org.scepclient.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.error.InvalidInputException;

class JsonReaderTest {

    @Test
    void readsWhatJsonObjectWrites() {
        String hard = "\"quoted\" \\ / \u0007 \u00e9 \ud83d\ude00 \n";
        String text = new JsonObject()
                .put("a", hard)
                .put("b", 7)
                .put("c", true)
                .put("d", new JsonObject().put("e", (String) null))
                .toString();
        assertThat(read(text))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "a", new JsonValue.Text(hard),
                        "b", new JsonValue.Literal("7"),
                        "c", new JsonValue.Literal("true"),
                        "d", new JsonValue.Members(Map.of("e", new JsonValue.Literal("null")))));
    }

    @Test
    void readsEscapesAndWhiteSpace() {
        assertThat(read(" {\r\n\t\"\\u0061\" : \"\\/\\b\\f\\n\\r\\t\" } \n"))
                .containsExactly(Map.entry("a", new JsonValue.Text("/\b\f\n\r\t")));
        assertThat(read("{}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "                       | 1  | expected '{'",
                "[]                     | 1  | expected '{'",
                "{'a':1}                | 2  | expected '\"'",
                "{\"a\" 1}              | 6  | expected ':'",
                "{\"a\":[1]}            | 6  | expected a string, a number",
                "{\"a\":01}             | 7  | expected ',' or '}'",
                "{\"a\":1,}             | 8  | expected '\"'",
                "{\"a\":1               | 7  | expected ',' or '}'",
                "{\"a\":1}x             | 8  | unexpected text after the object",
                "{\"a\":1,\"a\":2}      | 8  | the name occurs twice",
                "{\"a\":\"\\x\"}        | 8  | unknown escape sequence",
                "{\"a\":\"\\u00\"}      | 8  | unknown escape sequence",
                "{\"a\":\"b             | 8  | missing closing double quote",
                "{\"a\":\"\\ud800\"}    | 14 | half of a surrogate pair",
            })
    void refusesEverythingElseAndNamesTheCharacter(String text, int character, String problem) {
        assertThatThrownBy(() -> read(text == null ? "" : text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageStartingWith("file, character " + character + ": " + problem);
    }

    @Test
    void refusesControlCharactersAndDeepNesting() {
        assertThatThrownBy(() -> read("{\"a\":\"\n\"}")).hasMessageContaining("control character");
        assertThatThrownBy(() -> read("{}\0")).hasMessageContaining("unexpected text");
        assertThatThrownBy(() -> read("{\"a\":".repeat(100_000))).hasMessageContaining("expected a string");
    }

    private static Map<String, JsonValue> read(String text) {
        return JsonReader.read("file", text).values();
    }
}
