package org.scepclient.agent.deployment;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTextTest {
    private static final String NEW = "-----BEGIN CERTIFICATE-----\nTkVX\n-----END CERTIFICATE-----\n";
    private static final String NEW64 = Base64.getEncoder().encodeToString(NEW.getBytes(US_ASCII));
    private static final String OLD = "-----BEGIN CERTIFICATE-----\nT0xE\n-----END CERTIFICATE-----";
    private static final String FLAT = NEW.strip();

    static Stream<Arguments> styles() {
        return Stream.of(
                Arguments.of("one line of base64", "A=1\nP=T0xE\nB=2\n", "A=1\nP=" + NEW64 + "\nB=2\n"),
                Arguments.of("empty", "P=\nB=2\n", "P=" + NEW64 + "\nB=2\n"),
                Arguments.of("empty, without a line end", "P=", "P=" + NEW64),
                Arguments.of(
                        "behind a byte order mark",
                        "\u00EF\u00BB\u00BFP=T0xE\n",
                        "\u00EF\u00BB\u00BFP=" + NEW64 + "\n"),
                Arguments.of("empty quotes", "P=\"\"\n", "P=\"" + NEW64 + "\"\n"),
                Arguments.of("base64 in single quotes", "P='T0xE'\n", "P='" + NEW64 + "'\n"),
                Arguments.of("a comment behind", "P=T0xE # local\n", "P=" + NEW64 + " # local\n"),
                Arguments.of("a command behind", "P=T0xE ; A=1\n", "P=" + NEW64 + " ; A=1\n"),
                Arguments.of("blanks behind", "P=T0xE \t\r\nB=2\n", "P=" + NEW64 + " \t\r\nB=2\n"),
                Arguments.of("base64 with CRLF", "A=1\r\nP=T0xE\r\nB=2\r\n", "A=1\r\nP=" + NEW64 + "\r\nB=2\r\n"),
                Arguments.of("quoted lines", "P=\"" + OLD + "\n\"\nB=2\n", "P=\"" + NEW + "\"\nB=2\n"),
                Arguments.of("quoted lines without the last end", "P='" + OLD + "'\nB=2\n", "P='" + FLAT + "'\nB=2\n"),
                Arguments.of(
                        "quoted lines with CRLF",
                        "P=\"" + OLD.replace("\n", "\r\n") + "\r\n\"\r\nB=2\r\n",
                        "P=\"" + NEW.replace("\n", "\r\n") + "\"\r\nB=2\r\n"),
                Arguments.of(
                        "escapes",
                        "P=" + OLD.replace("\n", "\\n") + "\\n\nB=2\n",
                        "P=" + NEW.replace("\n", "\\n") + "\nB=2\n"),
                Arguments.of(
                        "quoted escapes without the last",
                        "P=\"" + OLD.replace("\n", "\\n") + "\"\nB=2\n",
                        "P=\"" + FLAT.replace("\n", "\\n") + "\"\nB=2\n"),
                Arguments.of("raw lines", "A=1\nP=" + OLD + "\nB=2\n", "A=1\nP=" + FLAT + "\nB=2\n"),
                Arguments.of("raw lines at the end", "P=" + OLD, "P=" + FLAT),
                Arguments.of("a raw chain", "P=" + OLD + "\n" + OLD + "\nB=2\n", "P=" + FLAT + "\nB=2\n"),
                Arguments.of(
                        "raw lines with CRLF",
                        "P=" + OLD.replace("\n", "\r\n") + "\r\nB=2\r\n",
                        "P=" + FLAT.replace("\n", "\r\n") + "\r\nB=2\r\n"),
                Arguments.of("the second instance", "P=x\nP2=y\n# P=z\nXP=q\n", "P=" + NEW64 + "\nP2=y\n# P=z\nXP=q\n"),
                Arguments.of("twice", "P=x\nP=y\n", "P=" + NEW64 + "\nP=" + NEW64 + "\n"),
                Arguments.of("text that looks like it", "T='a\nP=no\n'\nP=x\n", "T='a\nP=no\n'\nP=" + NEW64 + "\n"),
                Arguments.of("bytes of any encoding", "N=\u00b0\u00ff\nP=x\n", "N=\u00b0\u00ff\nP=" + NEW64 + "\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("styles")
    void keepsEverythingButTheValueAndItsStyle(String style, String before, String after) {
        assertThat(new ConfigurationText(before).missing(Set.of("P"))).isEmpty();
        assertThat(new ConfigurationText(before).with(Map.of("P", NEW))).isEqualTo(after);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("styles")
    void isIdempotent(String style, String before, String after) {
        assertThat(new ConfigurationText(after).with(Map.of("P", NEW))).isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "P=\"$(cat /etc/key)\"\n",
                "P=\"$(cat \"/etc/key\")\"\n",
                "P=$(cat /etc/key)\n",
                "P=`cat /etc/key`\n",
                "P=\"`cat /etc/key`\"\n",
                "P=${OTHER}\n",
                "P=$OTHER\n",
                "P=T0xE$OTHER\n",
                "P=\"T0xE\\n$OTHER\"\n",
                "P=T0xE\nP=$OTHER\n",
                "P='T0xE'\"$OTHER\"\n",
                "P='T0xE'more\n",
                "P=T0xE reboot\n",
                "P=T0xE\treboot # x\n",
                "P= reboot\n",
                "P='T0xE' reboot\n",
                "P=\"a\nb\" reboot\nA=1\n",
                "P=T0xE reboot\r\n",
                "P=a\\ b\n",
                "P=T0xE;A=1\n",
                "P=T0xE&reboot\n",
                "P=T0xE\"more\"\n",
            })
    void findsValuesThatAShellWouldCompute(String text) {
        assertThat(new ConfigurationText(text).computed(Set.of("P"))).containsExactly("P");
        assertThat(new ConfigurationText(text).computed(Set.of("Q"))).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("styles")
    void findsNoComputedValueInTheUsualStyles(String style, String before, String after) {
        assertThat(new ConfigurationText(before).computed(Set.of("P"))).isEmpty();
        assertThat(new ConfigurationText(after).computed(Set.of("P"))).isEmpty();
    }

    @Test
    void literalDollarsAreNotComputed() {
        assertThat(new ConfigurationText("P='$x'; A=1\nP=\"\\$x\"\nP=\\$x\n").computed(Set.of("P")))
                .isEmpty();
    }

    @Test
    void findsAParameterByItsWholeName() {
        assertThat(new ConfigurationText("IPSEC2_LOCAL_KEY=\n IPSEC_LOCAL_KEY=\n#IPSEC_LOCAL_KEY=\n")
                        .missing(Set.of("IPSEC_LOCAL_KEY", "IPSEC2_LOCAL_KEY")))
                .containsExactly("IPSEC_LOCAL_KEY");
    }
}
