package org.scepclient.pkcs10;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.InvalidInputException;

class SecurityIdentifierTest {
    private static final String SID = "S-1-5-21-3623811015-3361044348-30300820-1013";

    @Test
    void isAnOtherNameWithTheTextAsOctets() {
        Extension extension = SecurityIdentifier.parse("--sid", SID).extension();

        assertThat(extension.getExtnId().getId()).isEqualTo("1.3.6.1.4.1.311.25.2");
        assertThat(extension.isCritical()).isFalse();
        assertThat(HexFormat.of().formatHex(extension.getExtnValue().getOctets()))
                .isEqualTo("303ea03c" + "060a2b060104018237190201" + "a02e" + "042c"
                        + HexFormat.of().formatHex(SID.getBytes(US_ASCII)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "S-1-5", "s-1-5-21-1", "S-1-5-21-1-", "S-1-5-21- 1", "S-2-5-21-1", "S-1-5-99999999999"})
    void refusesOtherText(String text) {
        assertThatThrownBy(() -> SecurityIdentifier.parse("--sid", text))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("--sid: '" + text + "' is not a security identifier; write the SID of the account, such as"
                        + " S-1-5-21-3623811015-3361044348-30300820-1013");
    }
}
