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
    void replacesThePlaceholderSnByTheSerialNumber(String text, String expected) {
        assertThat(SubjectName.parse(text, SERIAL_NUMBER)).isEqualTo(SubjectName.parse(expected, Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SNMP", "aSN", "SN1", "1SN", "žSN", "SNSN", "sn", "\\SN", "S\\N", "x\\SN-y"})
    void keepsSnWithinLongerWordsAndEscaped(String value) {
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
    void readsNoSyntaxInASerialNumber() {
        SubjectName name = SubjectName.parse("/CN=SN", Optional.of("a/O=b+\\c"));

        assertThat(name).hasToString("/CN=a\\/O=b\\+\\\\c");
    }

    @Test
    void readsAndWritesTheEmptyName() {
        SubjectName name = SubjectName.parse("/");

        assertThat(name.isEmpty()).isTrue();
        assertThat(name).hasToString("/").isEqualTo(SubjectName.of(new X500Principal("")));
        assertThat(SubjectName.parse("/CN=x/").isEmpty()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            CN=x              | subject, character 1: expected / before 'CN=x'; write /type=value/type=value, such
            ''                | subject, character 1: the name is empty; write at least one pair
            \\/CN=x           | subject, character 1: expected / before '/CN=x'
            //                | subject, character 2: expected type=value, found ''
            //CN=x            | subject, character 2: expected type=value, found ''
            /CN=x//O=y        | subject, character 7: expected type=value, found ''
            /CN=x/O           | subject, character 7: expected type=value, found 'O'; write \\/ and \\+ for / and + in a
            /CN=http://x      | subject, character 11: expected type=value, found ''; write \\/ and
            /CN=x+            | subject, character 7: expected type=value, found ''
            /O=C++/CN=x       | subject, character 6: expected type=value, found ''
            /CN=x/XY=z        | subject, character 7: unknown attribute type 'XY'; use CN, O, OU
            /O=x/CNN=z        | subject, character 6: unknown attribute type 'CNN'; did you mean CN?
            /cn=x             | subject, character 2: unknown attribute type 'cn'; did you mean CN?
            /seralNumber=x    | subject, character 2: unknown attribute type 'seralNumber'; did you mean serialNumber?
            /MSupn=x          | subject, character 2: unknown attribute type 'MSupn'; did you mean msUPN?
            /msUPNN=x         | subject, character 2: unknown attribute type 'msUPNN'; use CN, O, OU
            /CN=x/ O=y        | subject, character 7: unknown attribute type ' O'; did you mean O?
            /2.5.4.=y         | subject, character 2: unknown attribute type '2.5.4.'; use CN
            /9.5.4=y          | subject, character 2: unknown attribute type '9.5.4'
            /=y               | subject, character 2: expected a type before '=y'; write type=value, such as CN=router
            /CN=a/=b          | subject, character 7: expected a type before '=b'
            /CN=              | subject, character 5: CN has no value; add one, or remove CN=
            /CN=x/O=/OU=y     | subject, character 9: O has no value
            /C=CZE            | subject, character 4: C 'CZE' has 3 characters, expected 2; change it
            /C=C              | subject, character 4: C 'C' has 1 character, expected 2
            /C=1a             | subject, character 4: C '1a' is not a country code; write two letters
            /C=ČZ             | subject, character 4: C 'ČZ' does not fit PrintableString, which holds A-Z
            /serialNumber=a_b | subject, character 15: serialNumber 'a_b' does not fit PrintableString
            /emailAddress=ž@x | subject, character 15: emailAddress 'ž@x' does not fit IA5String
            /DC=ž             | subject, character 5: DC 'ž' does not fit IA5String, which holds ASCII
            /CN=x\\           | subject, character 6: no character follows the last backslash in '/CN=x\\'; write \\\\ for
            /CN=a+CN=a        | subject, character 7: 'CN=a' is repeated; write it once
            /CN=router-SN     | subject, character 12: the serial number for SN in 'router-SN' is unknown;
            """)
    void namesThePlaceTheValueAndTheRemedy(String text, String message) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SubjectName.parse(text, Optional.empty()))
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            /O=Example/CNN=router-7   | "           ^^^"
            CN=x                      | "^"
            //                        | " ^"
            /CN=x/O                   | "      ^"
            /CN=x//O=y                | "      ^"
            /CN=x+                    | "      ^"
            /O=a\\/b/CM=c             | "        ^^"
            /O=\\a/C=CZE              | "        ^^^"
            /CN=x+CN=\\x              | "      ^^^^^"
            /CN=x\\                   | "     ^"
            /CN=\\a-SN.example        | "       ^^"
            """)
    void pointsAtTheWrongPart(String text, String carets) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SubjectName.parse(text, Optional.empty()))
                .satisfies(e -> assertThat(e.snippet().orElseThrow().lines()).containsExactly(text, carets));
    }

    @ParameterizedTest
    @CsvSource({"CN, 64", "O, 64", "OU, 64", "serialNumber, 64", "L, 128", "ST, 128", "emailAddress, 128"})
    void limitsTheLengthOfEachType(String type, int longest) {
        SubjectName.parse("/" + type + "=" + "x".repeat(longest), Optional.empty());

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SubjectName.parse("/" + type + "=" + "x".repeat(longest + 1), Optional.empty()))
                .withMessageContaining("has " + (longest + 1) + " characters, at most " + longest + " are allowed");
    }

    @Test
    void countsCharactersAndNotCodeUnits() {
        SubjectName.parse("/CN=" + "🚀".repeat(64), Optional.empty());

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SubjectName.parse("/O=🚀/CN", Optional.empty()))
                .withMessageStartingWith("subject, character 6: ");
    }

    @Test
    void limitsTheLengthOfAnExpandedValue() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SubjectName.parse("/CN=SN", Optional.of("x".repeat(65))))
                .withMessageContaining("has 65 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/CN=a\nb", "/CN=a\u0000b", "/CN=a\u007fb", "/CN=\ud800", "/CN=\udc00x"})
    void refusesControlCharactersAndLoneSurrogates(String text) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SubjectName.parse(text, Optional.empty()))
                .withMessageEndingWith("; remove it");
    }

    @Test
    void refusesABlankSerialNumber() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> SubjectName.parse("/CN=SN", Optional.of(" ")))
                .withMessageContaining("the serial number for SN in 'SN' is unknown");
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
