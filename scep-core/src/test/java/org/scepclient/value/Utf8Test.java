package org.scepclient.value;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.CharacterCodingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Utf8Test {
    @Test
    void keepsEveryCharacter() throws CharacterCodingException {
        String typed = "Bücher €5 \uD83D\uDD11 \uFFFD";

        assertThat(Utf8.decode(typed.getBytes(UTF_8))).isEqualTo(typed);
    }

    /** Latin-1, an overlong slash, a lone surrogate, a truncated character. */
    @ParameterizedTest
    @ValueSource(strings = {"B\u00fccher", "\u00c0\u00af", "\u00ed\u00a0\u0080", "\u00e2\u0082"})
    void refusesBytesThatAreNotUtf8(String bytes) {
        assertThatThrownBy(() -> Utf8.decode(bytes.getBytes(ISO_8859_1))).isInstanceOf(CharacterCodingException.class);
    }

    @Test
    void removesOneByteOrderMarkFromAFile() throws CharacterCodingException {
        assertThat(Utf8.decodeFile("\uFEFFsecret".getBytes(UTF_8))).isEqualTo("secret");
        assertThat(Utf8.decodeFile("\uFEFF".getBytes(UTF_8))).isEmpty();
        assertThat(Utf8.decodeFile("\uFEFF\uFEFFs".getBytes(UTF_8))).isEqualTo("\uFEFFs");
        assertThat(Utf8.decodeFile("se\uFEFFcret".getBytes(UTF_8))).isEqualTo("se\uFEFFcret");
        assertThat(Utf8.decodeFile(new byte[0])).isEmpty();
    }
}
