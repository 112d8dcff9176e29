package org.scepclient.agent.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.InvalidInputException;
import org.scepclient.fixture.TestCertificate;
import org.scepclient.fixture.TestKeys;

class RenewalTimeTest {
    private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

    private static X509Certificate certificate(long days) throws Exception {
        return TestCertificate.of("CN=device", TestKeys.rsa("device"))
                .valid(BEGIN, BEGIN.plus(Duration.ofDays(days)))
                .selfSigned()
                .certificate();
    }

    private static RenewalTime time(String text) {
        return RenewalTime.parse("RENEW_DAYS", text);
    }

    @ParameterizedTest(name = "{0} of {1} days: day {2}")
    @CsvSource({
        "30, 365, 335",
        "1, 365, 364",
        "30, 24, 16",
        "33%, 300, 201",
        "50%, 10, 5",
        "99%, 100, 1",
        "3650, 3651, 1"
    })
    void isDue(String text, long validity, long day) throws Exception {
        assertThat(time(text).due(certificate(validity), Optional.empty())).isEqualTo(BEGIN.plus(Duration.ofDays(day)));
    }

    @Test
    void isDueInTheLastThirdOfWhatWasLeftWhenItWasObtained() throws Exception {
        Optional<Instant> obtained = Optional.of(BEGIN.plus(Duration.ofDays(70)));
        for (String text : new String[] {"30", "40%"}) {
            assertThat(time(text).due(certificate(100), obtained)).isEqualTo(BEGIN.plus(Duration.ofDays(90)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "0%", "100%", "3651", "-1", "1.5%", "30d", "33 %", "99999", "٣"})
    void refuses(String text) {
        assertThatThrownBy(() -> time(text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("RENEW_DAYS: invalid value '" + text
                        + "'; expected 1 to 3650 days, or 1% to 99% of the validity");
    }
}
