package org.scepclient.pkcs10;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.Extension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scepclient.error.InvalidInputException;

class AlternativeNameTest {
    private static final SubjectName SUBJECT = SubjectName.parse("/CN=x/emailAddress=q@r.cz", Optional.empty());

    static Stream<List<String>> openssl() throws IOException {
        return Vectors.rows("openssl-alternative-names.tsv");
    }

    @ParameterizedTest
    @MethodSource("openssl")
    void encodesAsOpensslDoes(List<String> vector) {
        AlternativeName name = AlternativeName.parse(vector.get(0), Optional.empty());

        Extension extension = name.extension(SUBJECT);

        assertThat(extension.isCritical()).isEqualTo(Boolean.parseBoolean(vector.get(1)));
        assertThat(hex(extension)).isEqualTo(vector.get(2));
        assertThat(name.subject(SUBJECT).der().toHex()).isEqualTo(vector.get(3));
    }

    @ParameterizedTest
    @MethodSource("openssl")
    void readsBackWhatItPrints(List<String> vector) {
        AlternativeName name = AlternativeName.parse(vector.getFirst(), Optional.empty());

        assertThat(AlternativeName.parse(name.toString(), Optional.empty())).isEqualTo(name);
    }

    @Test
    void encodesADirectoryNameAsOpensslDoes() {
        // OpenSSL 3.0.22, which takes dirName from a section: subjectAltName=DNS:a,dirName:d with C=CZ, O=Acme\, Inc.
        String der = "303a820161a4353033310b300906035504061302435a31133011060355040a0c0a41636d652c20496e632e310f300d"
                + "06035504030c06726f75746572";

        assertThat(encoded("DNS:a,dirName:/C=CZ/O=Acme\\, Inc./CN=router")).isEqualTo(der);
    }

    @Test
    void encodesHexadecimalOctetAndBitStrings() {
        assertThat(encoded("otherName:1.2.3;FORMAT:HEX\\,OCT:00ff")).isEqualTo("300ca00a06022a03a004040200ff");
        assertThat(encoded("otherName:1.2.3;FORMAT:HEX\\,BITSTR:00ff")).isEqualTo("300da00b06022a03a00503030000ff");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DNS:router-SN.example.com          | DNS:router-ACZ1.example.com
            URI:https://SN/x?SN                | URI:https://ACZ1/x?ACZ1
            email:SN@example.com               | email:ACZ1@example.com
            dirName:/CN=SN                     | dirName:/CN=ACZ1
            otherName:1.2.3;UTF8:SN            | otherName:1.2.3;UTF8:ACZ1
            DNS:\\SN.example                   | DNS:\\SN.example
            DNS:bücher.example                 | DNS:xn--bcher-kva.example
            IP:2001:DB8::0.0.0.1               | IP:2001:db8:0:0:0:0:0:1
            URI:http://x/#$                    | URI:http://x/#$
            URI:http://x/a\\,b                 | URI:http://x/a\\,b
            critical , DNS.web : a             | critical,DNS:a
            dirName:/O=a\\/b\\+c\\,d\\ ,DNS:e  | dirName:/O=a\\/b\\+c\\,d\\ ,DNS:e
            otherName:msUPN;UTF8:x\\           | otherName:1.3.6.1.4.1.311.20.2.3;UTF8:x\\
            """)
    void printsWhatItUnderstood(String text, String printed) {
        assertThat(AlternativeName.parse(text.replaceAll("\\\\$", "\\\\ "), Optional.of("ACZ1")))
                .hasToString(printed.replaceAll("\\\\$", "\\\\ "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                          | character 1: empty item; remove the comma
            DNS:a,                      | character 7: empty item; remove the comma
            DNS:a,,DNS:b                | character 7: empty item
            critical                    | character 1: no name follows 'critical'; add one
            DNS:a,critical              | character 7: expected type:value, found 'critical'; write critical as the first
            router.example.com          | character 1: expected type:value, found 'router.example.com'; write for example
            router.example.com          | ; write for example DNS:router.example.com, and \\, for a comma in a value
            192.0.2.7                   | found '192.0.2.7'; write for example IP:192.0.2.7, and
            a@b.example                 | found 'a@b.example'; write for example email:a@b.example, and
            what is this                | found 'what is this'; write for example DNS:router.example.com, and
            dns:a                       | character 1: unknown name type 'dns'; did you mean DNS?
            DNS:a, IPX:1                | character 8: unknown name type 'IPX'; did you mean IP?
            dirname.2:/CN=x             | character 1: unknown name type 'dirname.2'; did you mean dirName?
            x400:a                      | character 1: unknown name type 'x400'; use email, URI, DNS, RID, IP, dirName or
            DNS:                        | character 1: 'DNS:' has no value
            DNS:a b                     | character 5: DNS name 'a b' has a blank
            DNS:http://a                | character 5: DNS name 'http://a' has a blank, a colon, a slash
            DNS:a..b                    | character 5: DNS name 'a..b' has an empty label; write a host name
            DNS:straße.example          | character 5: DNS name 'straße.example' cannot be converted to ASCII; write its xn--
            email:foo                   | character 7: invalid e-mail address 'foo'; write name@host, copy or move
            email:ž@example.com         | character 7: e-mail address 'ž@example.com' has a blank or a character outside ASCII
            URI:foo                     | character 5: URI 'foo' has no scheme
            URI:http://ž/               | character 5: URI 'http://ž/' has a blank or a character outside ASCII; percent-encode
            RID:nosuch                  | character 5: unknown object identifier 'nosuch'; write an OID such as
            RID:clientAuht              | character 5: unknown object identifier 'clientAuht'; did you mean clientAuth?
            IP:192.0.2.0/24             | character 4: invalid IP address '192.0.2.0/24'; write 192.0.2.1 or 2001:db8::1, without mask
            IP:[::1]                    | character 4: invalid IP address '[::1]'
            IP:fe80::1%eth0             | character 4: invalid IP address 'fe80::1%eth0'
            IP:1.2.3                    | invalid IP address
            IP:1.2.3.256                | invalid IP address
            IP:1.2.3.04                 | invalid IP address
            IP:1::2::3                  | invalid IP address
            IP:1:2:3:4:5:6:7            | invalid IP address
            IP:1:2:3:4:5:6:7:8:9        | invalid IP address
            IP:1:2:3:4::5:6:7:8         | invalid IP address
            IP:1.2.3.4::                | invalid IP address
            IP::1                       | invalid IP address
            IP:12345::                  | invalid IP address
            dirName:CN=x                | character 9: expected / before 'CN=x'
            dirName:/CN=x/XX=y          | character 15: unknown attribute type 'XX'
            otherName:1.2.3             | expected OID;TYPE:text, found '1.2.3'; write for example otherName:msUPN;UTF8:
            otherName:x;UTF8:a          | character 11: unknown object identifier 'x'; write an OID
            otherName:msUPNN;UTF8:a     | character 11: unknown object identifier 'msUPNN'; did you mean msUPN?
            otherName:1.2.3;WHAT:a      | character 17: unknown value type 'WHAT'; use UTF8, IA5
            otherName:1.2.3;utf16:a     | character 17: unknown value type 'utf16'; use UTF8, IA5
            otherName:1.2.3;utf:a       | character 17: unknown value type 'utf'; did you mean UTF8?
            otherName:1.2.3;IA5:ž       | character 21: 'ž' does not fit IA5String, which holds ASCII; use UTF8:text
            otherName:1.2.3;T61:ž       | character 21: 'ž' has a character outside ASCII; use UTF8:text
            otherName:1.2.3;INT:1x      | character 21: invalid integer '1x'; write decimal digits
            otherName:1.2.3;ENUM:       | invalid integer ''
            otherName:1.2.3;BOOL:maybe  | invalid boolean 'maybe'; write TRUE or FALSE
            otherName:1.2.3;NULL:x      | expected no text after NULL:, found 'x'
            otherName:1.2.3;OID:x       | invalid object identifier 'x'
            otherName:1.2.3;UTC:991301000000Z | invalid time '991301000000Z'; write YYMMDDHHMMSSZ
            otherName:1.2.3;FORMAT:UTF8 | invalid format 'UTF8'; write FORMAT:HEX\\,OCT:digits
            otherName:1.2.3;FORMAT:HEX\\,OCT:0 | character 24: invalid hexadecimal digits '0'; write two digits per byte
            otherName:1.2.3;FORMAT:HEX\\,INT:00 | invalid format 'HEX,INT:00'; write FORMAT:HEX
            DNS:SN.example              | character 5: the serial number for SN in 'SN.example' is unknown
            """)
    void namesThePlaceTheValueAndTheRemedy(String text, String message) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> AlternativeName.parse(text, Optional.empty()))
                .withMessageStartingWith("alternative name, character ")
                .withMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            DNS:a, dns:b                       | "       ^^^"
            DNS:a,                             | "      ^"
            DNS:a,b.example ,IP:::1            | "      ^^^^^^^^^"
            URI:http://x\\,y/,IP:1.2.3        | "                    ^^^^^"
            dirName:/O=a\\, Inc./CNN=x        | "                    ^^^"
            otherName: msUPNN ;UTF8:x          | "           ^^^^^^"
            otherName:1.2.3;BOOL:y\\es!       | "                     ^^^^^"
            """)
    void pointsAtTheWrongPart(String text, String carets) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> AlternativeName.parse(text, Optional.empty()))
                .satisfies(e -> assertThat(e.snippet().orElseThrow().lines()).containsExactly(text, carets));
    }

    @Test
    void doesNotRepeatAUrlWithAPassword() {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> AlternativeName.parse("URI:https://a:secret@b/,dns:c", Optional.empty()))
                .withMessageNotContaining("secret")
                .satisfies(e -> assertThat(e.snippet()).isEmpty());
    }

    @Test
    void limitsTheLengthOfDnsNames() {
        String longest = "x".repeat(63) + "." + "x".repeat(63) + "." + "x".repeat(63) + "." + "x".repeat(61);
        AlternativeName.parse("DNS:" + longest, Optional.empty());

        refused("DNS:" + longest + "x", "has 254 characters, 253 are allowed");
        refused("DNS:" + "x".repeat(64), "has a label of more than 63 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"email:copy", "email:move"})
    void refusesToTakeAnAddressFromASubjectWithoutOne(String text) {
        AlternativeName name = AlternativeName.parse(text, Optional.empty());

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> name.extension(SubjectName.parse("/CN=x", Optional.empty())))
                .withMessage("alternative name: the subject /CN=x has no emailAddress for " + text
                        + "; add /emailAddress=… to the subject, or write email:name@host");
    }

    @Test
    void refusesToMoveTheWholeSubject() {
        AlternativeName name = AlternativeName.parse("email:move", Optional.empty());

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> name.subject(SubjectName.parse("/emailAddress=a@b", Optional.empty())))
                .withMessageContaining("would empty the subject /emailAddress=a@b; write email:copy");
    }

    @Test
    void movesEveryAddressAndKeepsTheRestOfItsRdn() {
        SubjectName subject = SubjectName.parse("/CN=x+emailAddress=a@b/emailAddress=c@d/O=y", Optional.empty());
        AlternativeName name = AlternativeName.parse("email:move", Optional.empty());

        assertThat(name.subject(subject)).hasToString("/CN=x/O=y");
        assertThat(hex(name.extension(subject))).isEqualTo("300a81036140628103634064");
    }

    private static void refused(String text, String message) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> AlternativeName.parse(text, Optional.empty()))
                .withMessageContaining(message);
    }

    private static String encoded(String text) {
        return hex(AlternativeName.parse(text, Optional.empty()).extension(SUBJECT));
    }

    private static String hex(Extension extension) {
        return HexFormat.of().formatHex(extension.getExtnValue().getOctets());
    }
}
