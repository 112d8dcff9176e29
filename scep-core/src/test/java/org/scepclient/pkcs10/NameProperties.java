package org.scepclient.pkcs10;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.scepclient.error.InvalidInputException;

class NameProperties {
    private static final Optional<String> SERIAL_NUMBER = Optional.of("ACZ1");

    @Property
    void whatASubjectPrintsReadsBackAsTheSameSubject(@ForAll("subjects") String text) {
        SubjectName name = SubjectName.parse(text, SERIAL_NUMBER);

        assertThat(SubjectName.parse(name.toString(), SERIAL_NUMBER)).isEqualTo(name);
        assertThat(SubjectName.of(name.principal())).isEqualTo(name);
    }

    @Property
    void whatAnAlternativeNamePrintsReadsBackAsTheSame(@ForAll("alternativeNames") String text) {
        SubjectName subject = SubjectName.parse("/CN=x/emailAddress=a@b", SERIAL_NUMBER);
        AlternativeName name = AlternativeName.parse(text, SERIAL_NUMBER);

        AlternativeName again = AlternativeName.parse(name.toString(), SERIAL_NUMBER);

        assertThat(again).isEqualTo(name).hasSameHashCodeAs(name);
        assertThat(again.extension(subject)).isEqualTo(name.extension(subject));
    }

    @Property
    void anyTextIsANameOrAnInvalidInput(@ForAll("nearlyNames") String text) {
        try {
            assertThat(SubjectName.parse(text, Optional.empty()).toString()).startsWith("/");
        } catch (InvalidInputException e) {
            assertThat(e).hasMessageStartingWith("subject, character ").hasMessageNotContainingAny("\n", "\0");
        }
    }

    @Property
    void anyTextIsAnAlternativeNameOrAnInvalidInput(@ForAll("nearlyAlternativeNames") String text) {
        try {
            assertThat(AlternativeName.parse(text, SERIAL_NUMBER).toString()).contains(":");
        } catch (InvalidInputException e) {
            assertThat(e).hasMessageStartingWith("alternative name, character ").hasMessageNotContainingAny("\n", "\0");
        }
    }

    @Provide
    Arbitrary<String> subjects() {
        Arbitrary<String> type = Arbitraries.of("CN", "O", "OU", "title", "1.2.3.4", "SN", "2.5.4.17", "street");
        Arbitrary<String> pair = Combinators.combine(type, escaped()).as((name, value) -> name + "=" + value);
        Arbitrary<String> rdn = pair.list()
                .uniqueElements(NameProperties::typeOf)
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(pairs -> String.join("+", pairs));
        return rdn.list().ofMinSize(1).ofMaxSize(5).map(rdns -> "/" + String.join("/", rdns));
    }

    private static String typeOf(String pair) {
        return pair.substring(0, pair.indexOf('='));
    }

    @Provide
    Arbitrary<String> alternativeNames() {
        Arbitrary<String> item = Arbitraries.oneOf(
                subjects().filter(NameProperties::endsInMoreThanBlanks).map(name -> "dirName:" + name),
                escaped().map(text -> "otherName:1.2.3;UTF8:" + text),
                Arbitraries.of("email:copy", "email:move", "DNS:SN.example.com", "DNS:\\SN", "DNS.1:bücher.example"),
                Arbitraries.of("IP:1.2.3.4", "IP:::1", "RID:serverAuth", "URI:http://x/#$;a\\,b", "email:a\\,SN@b"));
        Arbitrary<String> critical = Arbitraries.of("", "critical,", "critical , ");
        return Combinators.combine(critical, item.list().ofMinSize(1).ofMaxSize(5))
                .as((prefix, items) -> prefix + String.join(", ", items));
    }

    /** Blanks at the end of an item do not count, and a value needs more than them. */
    private static boolean endsInMoreThanBlanks(String name) {
        return !name.matches(".*=[ \t]+");
    }

    /** A value of which every character may stand escaped; the delimiters do. */
    private static Arbitrary<String> escaped() {
        Arbitrary<String> character = Arbitraries.oneOf(
                Arbitraries.of(
                        "\\/", "\\+", "\\\\", "\\,", "\\=", "\\S", "\\ ", "SN", "=", ":", ";", " ", "\"", "#", "$"),
                Arbitraries.strings().alpha().ofLength(1),
                Arbitraries.of("ž", "é", "漢", "🚀", "\\🚀", "\t", "\u00a0", "S", "N"));
        return character.list().ofMinSize(1).ofMaxSize(12).map(NameProperties::join);
    }

    private static String join(List<String> characters) {
        return characters.stream().collect(Collectors.joining());
    }

    @Provide
    Arbitrary<String> nearlyNames() {
        return nearly("/", "+", "=", "CN", "C", "DC", "serialNumber", "1.2.3", "cn", "CZ");
    }

    @Provide
    Arbitrary<String> nearlyAlternativeNames() {
        return nearly(
                ",",
                ":",
                ";",
                "DNS:",
                "email:",
                "copy",
                "IP:",
                "1.2",
                "::",
                "RID:",
                "URI:",
                "dirName:/CN=",
                "otherName:",
                "1.2.3;",
                "UTF8:",
                "INT:",
                "OCT:",
                "FORMAT:HEX\\,",
                "BMP:",
                "OID:",
                "critical",
                "UTCTIME:",
                "xn--");
    }

    private static Arbitrary<String> nearly(String... words) {
        return Arbitraries.oneOf(
                        Arbitraries.of(words),
                        Arbitraries.of("\\", "SN", " "),
                        Arbitraries.strings().ofMaxLength(3))
                .list()
                .ofMaxSize(12)
                .map(NameProperties::join);
    }
}
