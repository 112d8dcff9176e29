package org.scepclient.web.markup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class MarkupTest {
    private static final String HOSTILE = "<>&\"'`=/\\;()-!\u0000\u001b\u0007\n\tabc é日😀";

    @Test
    void textNeverBecomesMarkup() {
        Random random = new Random(8894);
        for (int i = 0; i < 2000; i++) {
            String text = text(random);
            String html = new Markup().leaf("p", text, "title", text).document();
            String title = html.substring(html.indexOf("title=\"") + 7, html.lastIndexOf("\">"));
            String content = html.substring(html.lastIndexOf("\">") + 2, html.lastIndexOf("</p>"));
            assertThat(title).doesNotContain("<", ">", "\"", "'", "\u0000", "\u001b");
            assertThat(content).isEqualTo(title);
        }
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int length = random.nextInt(40);
        for (int i = 0; i < length; i++) {
            int at = random.nextInt(HOSTILE.length() - 2);
            text.append(HOSTILE.charAt(at));
        }
        return text.toString();
    }

    @Test
    void namesOfElementsAndAttributesAreValidated() {
        assertThatThrownBy(() -> new Markup().open("p><script")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Markup().leaf("p", "", "x onclick", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
