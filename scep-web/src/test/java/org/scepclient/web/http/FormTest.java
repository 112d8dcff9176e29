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
        Form form = Form.parse("SUBJECT=%2FO%3DB%C3%BCcher+GmbH&CHALLENGE=gehäim&CHALLENGE=second".getBytes(UTF_8));

        assertThat(form.text("SUBJECT")).isEqualTo("/O=Bücher GmbH");
        assertThat(form.text("CHALLENGE")).isEqualTo("gehäim");
        assertThat(form.text("ABSENT")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CHALLENGE=geh%E4im", "CHALLENGE=geh\u00e4im", "CHALLENGE=100%", "b%FCcher=1"})
    void refusesTextThatIsNotUtf8(String body) {
        assertThatThrownBy(() -> Form.parse(body.getBytes(ISO_8859_1))).isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void skipsTextWithoutAFieldName() throws Exception {
        assertThat(Form.parse("&x&=y&a=b".getBytes(US_ASCII)).fields()).containsOnlyKeys("a");
    }
}
