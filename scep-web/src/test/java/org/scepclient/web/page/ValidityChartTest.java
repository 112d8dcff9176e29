package org.scepclient.web.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scepclient.certificate.ValidityBar;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;
import org.scepclient.web.markup.Markup;

class ValidityChartTest {
    private TestCa ca;

    @BeforeEach
    void start() throws Exception {
        ca = TestCa.start(TestCaConfig.builder().build());
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    @Test
    void marksTodayAndTheRenewal() {
        String drawing = drawing(at(0.25), at(0.75));
        assertThat(drawing)
                .contains("class=\"past\" x=\"0\" y=\"20\" width=\"25.00%\"")
                .contains("class=\"today\" x1=\"25.00%\"")
                .contains("class=\"renewal\" x1=\"75.00%\"")
                .contains(">today</text>", ">renewal</text>");
    }

    @Test
    void describesTheSameAsText() {
        assertThat(drawing(at(0.25), at(0.75)))
                .containsPattern(
                        "<figcaption>Valid from .* UTC</time> to .* UTC</time>: [0-9]+ days left\\. Renewal .*, in [0-9]+ days")
                .containsPattern("aria-label=\"Valid from ");
        assertThat(drawing(at(0.8), at(0.75))).contains("due now");
        assertThat(drawing(at(1.5), at(0.75))).contains("expired").contains("class=\"today\" x1=\"100.00%\"");
        assertThat(drawing(at(-0.5), at(0.75))).contains("not valid yet").contains("class=\"today\" x1=\"0.00%\"");
    }

    private Instant at(double part) {
        X509Certificate certificate = ca.issuer();
        Instant from = certificate.getNotBefore().toInstant();
        Duration whole = Duration.between(from, certificate.getNotAfter().toInstant());
        return from.plusMillis(Math.round(whole.toMillis() * part));
    }

    private String drawing(Instant now, Instant renewal) {
        Markup markup = new Markup();
        new ValidityChart(new ValidityBar(ca.issuer(), now), Optional.of(renewal)).write(markup);
        return markup.document();
    }
}
