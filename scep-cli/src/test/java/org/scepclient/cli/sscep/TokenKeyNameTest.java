package org.scepclient.cli.sscep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.cli.CommandException;

class TokenKeyNameTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            device                                      | device    | -
            01af                                        | 01af      | -
            label_device                                | device    | -
            id_01af                                     | 01af      | -
            slot_3-label_device                         | device    | 3
            slot_1131064892-id_01af                     | 01af      | 1131064892
            pkcs11:object=my%20key;type=private         | my key    | -
            pkcs11:token=t;id=%01%AF                    | 01af      | -
            pkcs11:object=device;id=%01;slot-id=7       | device    | 7
            pkcs11:id=%01;object=device?module-name=x   | device    | -
            """)
    void readsTheFormsInWhichKeysAreNamed(String text, String key, Long slot) throws Exception {
        assertThat(TokenKeyName.parse(text))
                .isEqualTo(new TokenKeyName(key, slot == null ? OptionalLong.empty() : OptionalLong.of(slot)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pkcs11:token=t                    | no key in "pkcs11:token=t"
            pkcs11:object=schl%FCssel         | object is not valid UTF-8
            slot_x-label_device               | expected a slot number, found "x"
            pkcs11:object=k;slot-id=first     | expected a slot number, found "first"
            """)
    void rejectsANameWithoutAKey(String text, String problem) {
        assertThatThrownBy(() -> TokenKeyName.parse(text))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining(problem);
    }

    @ParameterizedTest
    @CsvSource({"pkcs11:object=k?pin-value=1234", "pkcs11:object=k;pin-value=1234"})
    void refusesAPinOnTheCommandLineWithoutRepeatingIt(String text) {
        assertThatThrownBy(() -> TokenKeyName.parse(text))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("--passphrase")
                .hasMessageNotContaining("1234");
    }
}
