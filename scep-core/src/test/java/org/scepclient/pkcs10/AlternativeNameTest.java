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
            critical                    | character 1: critical stands alone
            DNS:a,critical              | character 7: "critical" has no prefix; write email:, URI:, DNS:
            router.example.com          | character 1: "router.example.com" has no prefix
            dns:a                       | character 1: unknown prefix in "dns:a"; write email:, URI:, DNS:
            DNS:a, IPX:1                | character 8: unknown prefix in "IPX:1"
            DNS:                        | character 1: "DNS:" has no value
            DNS:a b                     | character 5: DNS name "a b" has a blank
            DNS:http://a                | character 5: DNS name "http://a" has a blank, a colon, a slash
            DNS:a..b                    | character 5: DNS name "a..b" has a dot too many
            DNS:straße.example          | character 5: DNS name "straße.example" cannot be converted to ASCII; write its xn--
            email:foo                   | character 7: e-mail address "foo" is no name@host
            email:ž@example.com         | character 7: e-mail address "ž@example.com" is not plain ASCII
            URI:foo                     | character 5: URI "foo" has no scheme
            URI:http://ž/               | character 5: URI "http://ž/" is not plain ASCII; percent-encode
            RID:nosuch                  | character 5: RID "nosuch" is no OID and no known name
            IP:192.0.2.0/24             | character 4: "192.0.2.0/24" is no IP address; write 192.0.2.1 or 2001:db8::1, without mask
            IP:[::1]                    | character 4: "[::1]" is no IP address
            IP:fe80::1%eth0             | character 4: "fe80::1%eth0" is no IP address
            IP:1.2.3                    | is no IP address
            IP:1.2.3.256                | is no IP address
            IP:1.2.3.04                 | is no IP address
            IP:1::2::3                  | is no IP address
            IP:1:2:3:4:5:6:7            | is no IP address
            IP:1:2:3:4:5:6:7:8:9        | is no IP address
            IP:1:2:3:4::5:6:7:8         | is no IP address
            IP:1.2.3.4::                | is no IP address
            IP::1                       | is no IP address
            IP:12345::                  | is no IP address
            dirName:CN=x                | character 9: "CN=x" does not begin with /
            dirName:/CN=x/XX=y          | character 15: pair 2 has the unknown type "XX"
            otherName:1.2.3             | otherName "1.2.3" has no ;; write OID;UTF8:text
            otherName:x;UTF8:a          | otherName has the unknown type "x"
            otherName:1.2.3;WHAT:a      | character 17: otherName: "WHAT" is an unknown type; write UTF8, IA5
            otherName:1.2.3;IA5:ž       | otherName: "ž" does not fit a IA5String
            otherName:1.2.3;INT:1x      | otherName: "1x" is no integer
            otherName:1.2.3;ENUM:       | otherName: "" is no integer
            otherName:1.2.3;BOOL:maybe  | otherName: "maybe" is neither true nor false
            otherName:1.2.3;NULL:x      | otherName: "x" is a value, and NULL has none
            otherName:1.2.3;OID:x       | otherName: "x" is no OID and no known name
            otherName:1.2.3;UTC:991301000000Z | otherName: "991301000000Z" is no time; write YYMMDDHHMMSSZ
            otherName:1.2.3;FORMAT:UTF8 | has an unknown format; write FORMAT:HEX\\,OCT:digits
            otherName:1.2.3;FORMAT:HEX\\,OCT:0 | character 17: otherName:
            otherName:1.2.3;FORMAT:HEX\\,INT:00 | otherName: "INT" cannot be written in hexadecimal
            DNS:SN.example              | character 5: SN in "SN.example" stands for the serial number
            """)
    void namesThePlaceTheValueAndTheRemedy(String text, String message) {
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> AlternativeName.parse(text, Optional.empty()))
                .withMessageStartingWith("alternative name, character ")
                .withMessageContaining(message);
    }

    @Test
    void holdsDnsNamesToTheirLengths() {
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
    void refusesToMoveAllThatThereIsOfASubject() {
        AlternativeName name = AlternativeName.parse("email:move", Optional.empty());

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> name.subject(SubjectName.parse("/emailAddress=a@b", Optional.empty())))
                .withMessageContaining("leaves nothing of the subject /emailAddress=a@b; write email:copy");
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
