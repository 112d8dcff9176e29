package org.scepclient.pkcs10;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.scepclient.error.InvalidInputException;

class RandomNamesTest {
    private static final Optional<String> SERIAL_NUMBER = Optional.of("ACZ1");
    private static final int TRIES = 2000;

    /** A constant, so that failures are reproducible. */
    private final RandomWords words = new RandomWords(new Random(8894));

    @Test
    void readsBackEachPrintedSubject() {
        assertThat(texts(words::subject)).allSatisfy(text -> {
            SubjectName name = SubjectName.parse(text, SERIAL_NUMBER);

            assertThat(SubjectName.parse(name.toString(), SERIAL_NUMBER)).isEqualTo(name);
            assertThat(SubjectName.of(name.principal())).isEqualTo(name);
        });
    }

    @Test
    void readsBackEachPrintedAlternativeName() {
        SubjectName subject = SubjectName.parse("/CN=x/emailAddress=a@b", SERIAL_NUMBER);
        assertThat(texts(words::alternativeName)).allSatisfy(text -> {
            AlternativeName name = AlternativeName.parse(text, SERIAL_NUMBER);

            AlternativeName again = AlternativeName.parse(name.toString(), SERIAL_NUMBER);

            assertThat(again).isEqualTo(name).hasSameHashCodeAs(name);
            assertThat(again.extension(subject)).isEqualTo(name.extension(subject));
        });
    }

    @Test
    void readsOrRefusesAnyTextAsASubject() {
        assertThat(texts(words::nearlyAName)).allSatisfy(text -> {
            try {
                assertThat(SubjectName.parse(text, Optional.empty()).toString()).startsWith("/");
            } catch (InvalidInputException e) {
                assertThat(e).hasMessageStartingWith("subject, character ").hasMessageNotContainingAny("\n", "\0");
            }
        });
    }

    @Test
    void readsOrRefusesAnyTextAsAnAlternativeName() {
        assertThat(texts(words::nearlyAnAlternativeName)).allSatisfy(text -> {
            try {
                assertThat(AlternativeName.parse(text, SERIAL_NUMBER).toString())
                        .contains(":");
            } catch (InvalidInputException e) {
                assertThat(e)
                        .hasMessageStartingWith("alternative name, character ")
                        .hasMessageNotContainingAny("\n", "\0");
            }
        });
    }

    private static Stream<String> texts(Supplier<String> source) {
        return Stream.generate(source).limit(TRIES);
    }
}
