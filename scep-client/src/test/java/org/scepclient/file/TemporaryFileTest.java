package org.scepclient.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.error.StorageException;

class TemporaryFileTest {
    @TempDir
    Path directory;

    private static String text(TemporaryFile file, long from, long count) throws IOException {
        try (InputStream in = file.open(from, count)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    @Test
    void hasNoNameWhileItIsOpen() throws Exception {
        try (TemporaryFile file = TemporaryFile.in(directory)) {
            file.truncate().write("content".getBytes(StandardCharsets.US_ASCII));

            assertThat(directory).isEmptyDirectory();
            assertThat(text(file, 0, file.length())).isEqualTo("content");
            assertThat(text(file, 3, 2)).isEqualTo("te");
        }
    }

    @Test
    void truncatesAndAppends() throws Exception {
        try (TemporaryFile file = TemporaryFile.in(directory)) {
            OutputStream first = file.truncate();
            first.write("longer".getBytes(StandardCharsets.US_ASCII));
            OutputStream second = file.truncate();
            second.write("new".getBytes(StandardCharsets.US_ASCII));

            assertThatThrownBy(() -> first.write(1)).isInstanceOf(IOException.class);
            file.append().write("er".getBytes(StandardCharsets.US_ASCII));
            assertThat(text(file, 0, file.length())).isEqualTo("newer");
        }
    }

    @Test
    void namesTheMissingDirectory() {
        Path absent = directory.resolve("absent");
        assertThatThrownBy(() -> TemporaryFile.in(absent))
                .isInstanceOf(StorageException.class)
                .hasMessage(absent + ": cannot create a temporary file: there is no such file");
    }

    @Test
    void writesWholeFilesFromAStreamOrNone() throws Exception {
        Path target = directory.resolve("target");
        OutputFile file = OutputFile.of(target, FileAccess.PUBLIC);
        file.write(out -> out.write("before".getBytes(StandardCharsets.US_ASCII)));

        assertThatThrownBy(() -> file.write(out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("the source fails");
                }))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("the source fails");

        assertThat(target).hasContent("before");
        assertThat(directory).isDirectoryNotContaining("glob:**.tmp");
    }
}
