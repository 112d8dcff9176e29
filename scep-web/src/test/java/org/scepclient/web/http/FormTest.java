package org.scepclient.web.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormTest {
    @Test
    void readsUtf8EscapedOrNot() throws Exception {
        Form form =
                Form.parse(null, "SUBJECT=%2FO%3DB%C3%BCcher+GmbH&CHALLENGE=gehäim&CHALLENGE=second".getBytes(UTF_8));

        assertThat(form.text("SUBJECT")).isEqualTo("/O=Bücher GmbH");
        assertThat(form.text("CHALLENGE")).isEqualTo("gehäim");
        assertThat(form.text("ABSENT")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHALLENGE=geh%E4im", "CHALLENGE=geh\u00e4im", "CHALLENGE=100%", "b%FCcher=1"})
    void refusesTextThatIsNotUtf8(String body) {
        assertThatThrownBy(() -> Form.parse(null, body.getBytes(ISO_8859_1)))
                .isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void skipsTextWithoutAFieldName() throws Exception {
        assertThat(Form.parse(null, "&x&=y&a=b".getBytes(US_ASCII)).fields()).containsOnlyKeys("a");
    }

    private static final String TYPE = "multipart/form-data; boundary=----x7";

    private static String part(String disposition, String content) {
        return "------x7\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
    }

    @Test
    void readsAnUploadedFile() throws Exception {
        String file = "A=é\r\n\n------x\r\n\r\n";
        String body = part("name=\"token\"", "t")
                + part("name=\"file\"; filename=\"; name=token\"\r\nContent-Type: text/plain", "\uFEFF" + file)
                + part("name=\"empty\"", "") + part("name=\"token\"", "second") + "------x7--\r\n";
        assertThat(Form.parse(TYPE, body.getBytes(UTF_8)).fields())
                .containsExactlyInAnyOrderEntriesOf(java.util.Map.of("token", "t", "file", file, "empty", ""));
        assertThat(Form.parse(TYPE.replace("----x7", "\"----x7\""), "------x7--".getBytes(UTF_8))
                        .fields())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a=b",
                "------x7",
                "------x7\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx",
                "------x7\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nx\r\n------x7",
                "------x7\r\nContent-Disposition: form-data\r\n\r\nx\r\n------x7--",
                "------x7\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\u00ff\r\n------x7--"
            })
    void refusesAMalformedUpload(String body) {
        assertThatThrownBy(() -> Form.parse(TYPE, body.getBytes(ISO_8859_1)))
                .isInstanceOf(CharacterCodingException.class);
    }
}
