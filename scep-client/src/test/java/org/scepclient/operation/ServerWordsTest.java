package org.scepclient.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.value.Bytes;

class ServerWordsTest {
    private static ServerWords words(String body) {
        return words(body, StandardCharsets.UTF_8);
    }

    private static ServerWords words(String body, Charset charset) {
        return ServerWords.of(Bytes.of(body.getBytes(charset)));
    }

    @ParameterizedTest
    @CsvSource(quoteCharacter = '\0', delimiter = '|', textBlock = """
                    User devX not found.                                              | User devX not found.
                    <html><head><title>Error</title></head><body>User x</body></html> | User x
                    <TITLE>Only this</TITLE>                                          | Only this
                    <p>a</p><p>b<br/>c</p>                                            | a b c
                    <style>p {}</style><script>if (a < b) f()</script>shown           | shown
                    <!-- <b>hidden</b> -->shown                                       | shown
                    <p>&lt;alias&gt; &amp; &quot;x&quot;&#39;&#x27;&nbsp;&uuml;</p>   | <alias> & "x"'' &uuml;
                    <p>a&#8238;b&#x202e;c&#27;d</p>                                   | a b c d
                    <scripted>text</scripted>                                         | text
                    <p>never closed <script>x                                         | never closed
                    <p>not closed <b                                                  | not closed
                    """)
    void extractsTheTextOfAPage(String body, String text) {
        assertThat(words(body).cause()).contains(text);
    }

    @Test
    void readsLatin1IfTheBodyIsNotUtf8() {
        assertThat(words("Gerät unbekannt, bitte anmelden", StandardCharsets.ISO_8859_1)
                        .cause())
                .contains("Gerät unbekannt, bitte anmelden");
    }

    @Test
    void showsNoBinaryData() {
        assertThat(words("0\u0003\u0002\u0001\u0005").cause()).isEmpty();
        assertThat(words("").cause()).isEmpty();
    }

    @Test
    void limitsTheLengthOfTheText() {
        assertThat(words("x".repeat(10_000)).text()).hasSizeLessThan(300).endsWith("…");
    }

    @Test
    void readsAPageOfManyUnclosedElementsInOnePass() {
        String page = "<script>".repeat(100_000) + "<!--".repeat(100_000);
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> words(page));
    }

    @Test
    void namesAPageByItsTitleAndText() {
        assertThat(words("<title>Sign in</title><p>Name</p>").subject()).isEqualTo("Sign in: Name");
    }
}
