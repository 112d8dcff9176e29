package org.scepclient.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonObjectTest {

    @Test
    void keepsTheOrderOfItsMembers() {
        String text = new JsonObject()
                .put("b", "x")
                .put("a", 1)
                .put("none", (String) null)
                .put("yes", true)
                .putStrings("list", List.of("p", "q"))
                .putObjects("objects", List.of(new JsonObject().put("k", "v")))
                .put("empty", new JsonObject())
                .toString();
        assertThat(text)
                .isEqualTo("{\"b\":\"x\",\"a\":1,\"none\":null,\"yes\":true,\"list\":[\"p\",\"q\"],"
                        + "\"objects\":[{\"k\":\"v\"}],\"empty\":{}}");
    }

    @Test
    void escapesQuotesControlCharactersAndEverythingBeyondAscii() {
        assertThat(new JsonObject().put("k", "a\"b\\c\n\u001b[31mä").toString())
                .isEqualTo("{\"k\":\"a\\\"b\\\\c\\u000a\\u001b[31m\\u00e4\"}");
    }
}
