package org.scepclient.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestNameTest {
    private static final List<String> NAMES =
            List.of("CN", "C", "OU", "serialNumber", "KEY_SIZE", "--subject", "renew", "status", "settings");

    @ParameterizedTest
    @CsvSource({
        "CNN, CN",
        "cn, CN",
        "c, C",
        "serialnumber, serialNumber",
        "seralNumber, serialNumber",
        "serialNumbers, serialNumber",
        "serieelNumber, serialNumber",
        "KEYSIZE, KEY_SIZE",
        "--subjct, --subject",
        "-subject, --subject",
        "reenw, renew",
        "stauts, status",
        "setings, settings",
    })
    void findsTheNameWithTheFewestDifferences(String text, String name) {
        assertThat(NearestName.of(text, NAMES)).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "X", "XY", "CM", "O", "router", "enroll", "number", "sta", "serialseries"})
    void findsNothingThatDiffersTooMuch(String text) {
        assertThat(NearestName.of(text, NAMES)).isEmpty();
    }

    @Test
    void completesAnAbbreviationThatOnlyOneNameStartsWith() {
        assertThat(NearestName.of("digitalSig", List.of("keyEncipherment", "digitalSignature")))
                .contains("digitalSignature");
        assertThat(NearestName.of("SERI", NAMES)).contains("serialNumber");
        assertThat(NearestName.of("ser", NAMES)).isEmpty();
        assertThat(NearestName.of("--re", List.of("--renewal", "--request"))).isEmpty();
    }

    @Test
    void prefersTheNearerNameAndThenTheFirst() {
        assertThat(NearestName.of("renewal", List.of("renewals", "renewal-")))
                .as("one difference each")
                .contains("renewals");
        assertThat(NearestName.of("renewal", List.of("renwall", "renewals"))).contains("renewals");
    }

    @ParameterizedTest
    @CsvSource({"'', '', 0", "abc, abc, 0", "abc, '', 3", "abc, acb, 1", "ab, ba, 1", "kitten, sitting, 3", "ca, abc, 3"
    })
    void countsInsertionsDeletionsReplacementsAndSwaps(String from, String to, int distance) {
        assertThat(NearestName.distance(from, to, 9)).isEqualTo(distance);
        assertThat(NearestName.distance(to, from, 9)).isEqualTo(distance);
    }

    @Test
    void countsNoFurtherThanTheLimit() {
        assertThat(NearestName.distance("abcdef", "uvwxyz", 2)).isEqualTo(3);
        assertThat(NearestName.of("x".repeat(10_000_000), NAMES)).isEmpty();
    }
}
