package org.scepclient.pkcs10;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.HexFormat;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scepclient.error.InvalidInputException;
import org.scepclient.pkcs10.CertificateTemplate.NameForm;

class CertificateTemplateTest {
    private static final String BY_NAME = "1.3.6.1.4.1.311.20.2";
    private static final String BY_IDENTIFIER = "1.3.6.1.4.1.311.21.7";

    @ParameterizedTest
    @CsvSource({
        "pc-client, UTF8, " + BY_NAME + ", 0c0970632d636c69656e74",
        "pc-client, BMP, " + BY_NAME + ", 1e1200700063002d0063006c00690065006e0074",
        "Žár: a, UTF8, " + BY_NAME + ", 0c08c5bdc3a1723a2061",
        "IPSECIntermediateOffline, UTF8, " + BY_NAME + ", 0c184950534543496e7465726d6564696174654f66666c696e65",
        "1.2.3.4, UTF8, " + BY_IDENTIFIER + ", 300506032a0304",
        "1.2.3.4:100, BMP, " + BY_IDENTIFIER + ", 300806032a0304020164",
        "1.2.3.4:100:3, UTF8, " + BY_IDENTIFIER + ", 300b06032a0304020164020103",
        "1.2.3.4:4294967295:0, UTF8, " + BY_IDENTIFIER + ", 300f06032a0304020500ffffffff020100",
        "1, UTF8, " + BY_NAME + ", 0c0131",
    })
    void encodesNamesAndIdentifiers(String text, NameForm form, String oid, String encoded) {
        CertificateTemplate template = CertificateTemplate.parse(text, form);

        Extension extension = template.extension();

        assertThat(extension.getExtnId().getId()).isEqualTo(oid);
        assertThat(extension.isCritical()).isFalse();
        assertThat(HexFormat.of().formatHex(extension.getExtnValue().getOctets()))
                .isEqualTo(encoded);
        assertThat(template).hasToString(text);
    }

    @Test
    void sendsNamesAsUtf8StringByDefault() {
        assertThat(CertificateTemplate.parse("x")).isEqualTo(CertificateTemplate.parse("x", NameForm.UTF8));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                 | the name is empty; write a name, or omit the template
            ' '                | the name is empty
            1.2.3.4:           | invalid version '', expected 0 to 4294967295; write OID:major:minor
            1.2.3.4:x          | invalid version 'x'
            1.2.3.4:-1         | invalid version '-1'
            1.2.3.4:4294967296 | invalid version '4294967296'
            1.2.3.4:1:2:3      | more than two versions follow the OID
            """)
    void reportsAnInvalidTemplate(String text, String message) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> CertificateTemplate.parse(text))
                .withMessageStartingWith("certificate template: ")
                .withMessageContaining(message);
    }

    @Test
    void refusesNamesThatTheStringTypeCannotHold() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> CertificateTemplate.parse("🚀", NameForm.BMP))
                .withMessageContaining("does not fit BMPString");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> CertificateTemplate.parse("a\nb"))
                .withMessage("certificate template, character 2: control character U+000A; remove it");
    }
}
