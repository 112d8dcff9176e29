package org.scepclient.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.error.InvalidInputException;

/** Files in the place of {@code /proc}; a question mark in them is U+FFFD in the text that Java decoded. */
class ProcessTextTest {
    @TempDir
    Path process;

    @Test
    void takesArgumentsThatJavaCouldNotDecodeFromTheirBytes() throws Exception {
        keep("cmdline", "java\0-cp\0x.jar\0Main\0enroll\0--subject\0/O=Bücher\0", UTF_8);

        assertThat(text(US_ASCII).argumentsAsTyped("enroll", "--subject", "/O=B\uFFFD\uFFFDcher"))
                .containsExactly("enroll", "--subject", "/O=Bücher");
    }

    @Test
    void keepsACharacterU_FFFDThatWasTyped() throws Exception {
        keep("cmdline", "java\0Main\0a\uFFFD\0", UTF_8);

        assertThat(text(UTF_8).argumentsAsTyped("a\uFFFD")).containsExactly("a\uFFFD");
    }

    @Test
    void refusesAnArgumentThatIsNotUtf8AndNamesItsOption() throws Exception {
        keep("cmdline", "java\0Main\0getca\0-c\0b\u00fc.pem\0", ISO_8859_1);

        assertThatThrownBy(() -> text(UTF_8).argumentsAsTyped("getca", "-c", "b\uFFFD.pem"))
                .isInstanceOf(CommandException.class)
                .hasMessage("argument 3 (-c) is not valid UTF-8; encode it in UTF-8, or rename the file");
    }

    @Test
    void namesTheOptionThatAnArgumentBeginsWithButNotItsValue() throws Exception {
        keep("cmdline", "java\0Main\0--out=hunter\u00fc\0", ISO_8859_1);

        assertThatThrownBy(() -> text(UTF_8).argumentsAsTyped("--out=hunter\uFFFD"))
                .isInstanceOf(CommandException.class)
                .hasMessageContaining("argument 1 (--out) ")
                .hasMessageNotContaining("hunter");
    }

    @Test
    void decodesByTheLocaleWhereItHasACharacterSetOfItsOwn() throws Exception {
        Charset japanese = Charset.forName("EUC-JP");
        keep("cmdline", "java\0Main\0\u6771\0", japanese);

        assertThat(text(japanese).argumentsAsTyped("\uFFFD")).containsExactly("\u6771");
    }

    @Test
    void refusesWhatTheKernelDoesNotShow() {
        assertThatThrownBy(() -> text(US_ASCII).argumentsAsTyped("B\uFFFD\uFFFDcher"))
                .isInstanceOf(CommandException.class)
                .hasMessageStartingWith("argument 1 is not valid UTF-8");
        assertThatThrownBy(() -> text(US_ASCII).variableAsTyped("PASS", "\uFFFD\uFFFD"))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    void takesAVariableThatJavaCouldNotDecodeFromItsBytes() throws Exception {
        keep("environ", "PASSWORD=no\0PASS=geh\u00e4im=1\0PASS=second\0", UTF_8);

        assertThat(text(US_ASCII).variableAsTyped("PASS", "geh\uFFFD\uFFFDim=1"))
                .isEqualTo("geh\u00e4im=1");
    }

    @Test
    void refusesAVariableThatIsNotUtf8WithoutRepeatingIt() throws Exception {
        keep("environ", "PASS=geh\u00e4im\0", ISO_8859_1);

        assertThatThrownBy(() -> text(UTF_8).variableAsTyped("PASS", "geh\uFFFDim"))
                .isInstanceOf(InvalidInputException.class)
                .hasMessage("environment variable PASS: its value is not valid UTF-8; encode it in UTF-8");
    }

    private ProcessText text(Charset charset) {
        return new ProcessText(process, charset);
    }

    private void keep(String file, String content, Charset charset) throws IOException {
        Files.writeString(process.resolve(file), content, charset);
    }
}
