package org.scepclient.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.web.markup.Markup;

class TimeFormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            until 2026-03-01 12:00:00 UTC, in 3 days | until <time datetime="2026-03-01T12:00:00Z">2026-03-01 12:00:00 UTC</time>, in 3 days
            at 2026-03-01T12:00:00.5Z.               | at <time datetime="2026-03-01T12:00:00.5Z">2026-03-01T12:00:00.5Z</time>.
            2026-03-01 to <b>                        | <time datetime="2026-03-01">2026-03-01</time> to &lt;b&gt;
            CN=a-2026-03-01                          | CN=a-2026-03-01
            12026-03-01 2026-03-011                  | 12026-03-01 2026-03-011
            """)
    void writesTimesAsElements(String text, String html) {
        Markup page = new Markup();
        TimeFormat.write(page, text);
        assertThat(page.document()).isEqualTo("<!DOCTYPE html>" + html);
    }
}
