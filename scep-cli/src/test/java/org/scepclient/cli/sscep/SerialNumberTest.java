package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.cli.CommandException;

class SerialNumberTest {

    @ParameterizedTest
    @CsvSource({
        "12, 12",
        "0, 0",
        "00012, 12",
        "12:34, 4660",
        "0a, 10",
        "0A, 10",
        "ff, 255",
        "00:ff:01, 65281",
        "0x12, 18",
        "18446744073709551616, 18446744073709551616",
        "' 12 ', 12"
    })
    void readsDecimalAndHexadecimalNumbers(String text, String decimal) throws Exception {
        assertThat(SerialNumber.parse(text)).hasToString(decimal);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "12g", "-5", "1.5", ":", "0x", "١٢"})
    void refusesAnInvalidNumber(String text) {
        assertThatThrownBy(() -> SerialNumber.parse(text))
                .isInstanceOfSatisfying(
                        CommandException.class,
                        e -> assertThat(e.code().exitCode()).isEqualTo(91));
    }

    @Test
    void namesTheValueInTheError() {
        assertThatThrownBy(() -> SerialNumber.parse("12g")).hasMessageContaining("\"12g\"");
    }
}
