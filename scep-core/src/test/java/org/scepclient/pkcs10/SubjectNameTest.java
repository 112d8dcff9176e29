package org.scepclient.pkcs10;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.InvalidInputException;

class SubjectNameTest {
    private static final Optional<String> SERIAL_NUMBER = Optional.of("ACZ1100002516992");

    static Stream<List<String>> openssl() throws IOException {
        return Vectors.rows("openssl-subjects.tsv");
    }

    @ParameterizedTest
    @MethodSource("openssl")
    void encodesAsOpensslDoes(List<String> vector) {
        SubjectName name = SubjectName.parse(vector.getFirst(), Optional.empty());

        assertThat(name.der().toHex()).isEqualTo(vector.getLast());
    }

    @ParameterizedTest
    @MethodSource("openssl")
    void readsBackWhatItPrints(List<String> vector) {
        SubjectName name = SubjectName.parse(vector.getFirst(), Optional.empty());

        assertThat(SubjectName.parse(name.toString(), Optional.empty())).isEqualTo(name);
    }

    @ParameterizedTest
    @CsvSource({
        "/CN=router-SN, /CN=router-ACZ1100002516992",
        "/CN=SN, /CN=ACZ1100002516992",
        "/CN=SN.SN_SN, /CN=ACZ1100002516992.ACZ1100002516992_ACZ1100002516992",
        "/O=SN/CN=x+OU=SN, /O=ACZ1100002516992/CN=x+OU=ACZ1100002516992",
        "/SN=SN, /SN=ACZ1100002516992",
    })
    void putsTheSerialNumberForTheWordSn(String text, String expected) {
        assertThat(SubjectName.parse(text, SERIAL_NUMBER)).isEqualTo(SubjectName.parse(expected, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SNMP", "aSN", "SN1", "1SN", "žSN", "SNSN", "sn", "\\SN", "S\\N", "x\\SN-y"})
    void leavesSnWithinLongerWordsAndEscaped(String value) {
        SubjectName name = SubjectName.parse("/CN=" + value, SERIAL_NUMBER);

        assertThat(name.principal().getName(X500Principal.RFC2253)).isEqualTo("CN=" + value.replace("\\", ""));
    }

    @Test
    void printsALiteralSnSoThatItStaysLiteral() {
        SubjectName name = SubjectName.parse("/CN=SN-SNMP", Optional.of("SN"));

        assertThat(name).hasToString("/CN=\\SN-SNMP");
        assertThat(SubjectName.parse(name.toString(), SERIAL_NUMBER)).isEqualTo(name);
    }

    @Test
    void takesNothingInASerialNumberForSyntax() {
        SubjectName name = SubjectName.parse("/CN=SN", Optional.of("a/O=b+\\c"));

        assertThat(name).hasToString("/CN=a\\/O=b\\+\\\\c");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CN=x              | subject, character 1: "CN=x" does not begin with /; write /type=value
            ''                | subject, character 1: "" does not begin with /
            \\/CN=x           | subject, character 1: "/CN=x" does not begin with /
            /                 | subject, character 2: the name is empty; write at least one pair
            //CN=x            | subject, character 2: pair 1 "" has no =
            /CN=x//O=y        | subject, character 7: pair 2 "" has no =
            /CN=x/O           | subject, character 7: pair 2 "O" has no =; write type=value; \\/ and \\+ stand for
            /CN=http://x      | subject, character 11: pair 2 "" has no =; write type=value; \\/ and
            /CN=x+            | subject, character 7: pair 2 "" has no =
            /O=C++/CN=x       | subject, character 6: pair 2 "" has no =
            /CN=x/XY=z        | subject, character 7: pair 2 has the unknown type "XY"; write CN, O, OU
            /cn=x             | subject, character 2: pair 1 has the unknown type "cn"; names are case-sensitive: write CN
            /CN=x/ O=y        | subject, character 7: pair 2 has the unknown type " O"; write O without blanks
            /2.5.4.=y         | subject, character 2: pair 1 has the unknown type "2.5.4."
            /9.5.4=y          | subject, character 2: pair 1 has the unknown type "9.5.4"
            /=y               | subject, character 2: pair 1 has the unknown type ""
            /CN=              | subject, character 5: pair 1 CN has no value; give it one
            /CN=x/O=/OU=y     | subject, character 9: pair 2 O has no value
            /C=CZE            | subject, character 4: pair 1 C "CZE" has 3 characters, exactly 2 are allowed
            /C=C              | subject, character 4: pair 1 C "C" has 1 characters, exactly 2 are allowed
            /C=1a             | subject, character 4: pair 1 C "1a" is no country code; write two letters
            /C=ČZ             | subject, character 4: pair 1 C "ČZ" does not fit a PrintableString
            /serialNumber=a_b | subject, character 15: pair 1 serialNumber "a_b" does not fit a PrintableString
            /emailAddress=ž@x | subject, character 15: pair 1 emailAddress "ž@x" does not fit a IA5String
            /DC=ž             | subject, character 5: pair 1 DC "ž" does not fit a IA5String
            /CN=x\\           | subject, character 6: a backslash ends the text "/CN=x\\"; write \\\\ for a backslash
            /CN=a+CN=a        | subject, character 7: pair 2 "CN=a" stands there already; write it once
            /CN=router-SN     | subject, character 5: SN in "router-SN" stands for the serial number, which is not known
            """)
    void namesThePlaceTheValueAndTheRemedy(String text, String message) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SubjectName.parse(text, Optional.empty()))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource({"CN, 64", "O, 64", "OU, 64", "serialNumber, 64", "L, 128", "ST, 128", "emailAddress, 128"})
    void holdsEachTypeToItsGreatestLength(String type, int longest) {
        SubjectName.parse("/" + type + "=" + "x".repeat(longest), Optional.empty());

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SubjectName.parse("/" + type + "=" + "x".repeat(longest + 1), Optional.empty()))
                .withMessageContaining("has " + (longest + 1) + " characters, at most " + longest + " are allowed");
    }

    @Test
    void countsCharactersAndNotTheHalvesOfThem() {
        SubjectName.parse("/CN=" + "🚀".repeat(64), Optional.empty());

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SubjectName.parse("/O=🚀/CN", Optional.empty()))
                .withMessageStartingWith("subject, character 6: ");
    }

    @Test
    void holdsTheSerialNumberToTheLengthOfTheValue() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SubjectName.parse("/CN=SN", Optional.of("x".repeat(65))))
                .withMessageContaining("has 65 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/CN=a\nb", "/CN=a\u0000b", "/CN=a\u007fb", "/CN=\ud800", "/CN=\udc00x"})
    void refusesControlCharactersAndHalvesOfCharacters(String text) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SubjectName.parse(text, Optional.empty()))
                .withMessageEndingWith("; remove it");
    }

    @Test
    void refusesABlankSerialNumber() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SubjectName.parse("/CN=SN", Optional.of(" ")))
                .withMessageContaining("which is not known");
    }

    @Test
    void printsForeignNamesOnOneLine() {
        SubjectName name = SubjectName.of(new X500Principal("CN=\"a\nb/c\", OID.1.2.3.4=#0500"));

        assertThat(name).hasToString("/1.2.3.4=#0500/CN=a\uFFFDb\\/c");
    }

    @Test
    void keepsTheEncodingOfForeignNames() {
        byte[] printableString = new X500Principal("CN=router, O=Acme").getEncoded();

        SubjectName name = SubjectName.of(new X500Principal(printableString));

        assertThat(name.der().toArray()).isEqualTo(printableString);
        assertThat(name).isNotEqualTo(SubjectName.parse(name.toString(), Optional.empty()));
    }
}
