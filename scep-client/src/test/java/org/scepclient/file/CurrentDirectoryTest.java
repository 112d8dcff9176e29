package org.scepclient.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.scepclient.error.InvalidInputException;

class CurrentDirectoryTest {
    @Test
    void keepsTheDirectoryOfARelativePathRelative() {
        assertThat(CurrentDirectory.parentOf(Path.of("a.pem"))).isEqualTo(Path.of("."));
        assertThat(CurrentDirectory.parentOf(Path.of("sub/a.pem"))).isEqualTo(Path.of("sub"));
        assertThat(CurrentDirectory.parentOf(Path.of("/a.pem"))).isEqualTo(Path.of("/"));
    }

    @Test
    void refusesAnAbsolutePathBelowADirectoryWhoseNameIsNotText() {
        assertThatThrownBy(() -> CurrentDirectory.requireText(Path.of("/tmp").resolve("b\uFFFD/data")))
                .isInstanceOf(InvalidInputException.class)
                .hasMessageContaining(": the name of the current directory is not text");
    }

    @Test
    void keepsAnAbsolutePathAndCompletesARelativeOne() {
        assertThat(CurrentDirectory.absolute(Path.of("/b/data"))).isEqualTo(Path.of("/b/data"));
        assertThat(CurrentDirectory.absolute(Path.of("data")))
                .isEqualTo(Path.of("data").toAbsolutePath());
    }
}
