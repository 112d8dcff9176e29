package org.scepclient.agent.settings;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.error.StorageException;
import org.scepclient.fixture.Damage;
import org.scepclient.value.Secret;

class SecretFileTest {
    @TempDir
    Path directory;

    @Test
    void skipsAByteOrderMark() throws Exception {
        assertThat(file("\uFEFFgeh\u00e4im\r\n", UTF_8).read()).isEqualTo(Secret.of("geh\u00e4im"));
    }

    @Test
    void refusesASecretThatIsNotUtf8WithoutRepeatingIt() throws IOException {
        SecretFile file = file("geh\u00e4im\n", ISO_8859_1);

        assertThatThrownBy(file::read)
                .isInstanceOf(StorageException.class)
                .hasMessage(file.path() + ": the secret is not valid UTF-8; save the file as UTF-8");
    }

    @Test
    void refusesANul() throws IOException {
        SecretFile file = file("s3\0cret\n", UTF_8);

        assertThatThrownBy(file::read)
                .isInstanceOf(StorageException.class)
                .hasMessage(file.path() + ": character 3 of the secret is NUL; save the file as UTF-8 text");
    }

    @Test
    void refusesAByteOrderMarkAlone() throws IOException {
        assertThatThrownBy(file("\uFEFF\n", UTF_8)::read).hasMessageContaining("a secret of one line");
    }

    @Test
    void refusesALongSecretWhereverItIsCut() throws IOException {
        assertThatThrownBy(file("\u20ac".repeat(342), UTF_8)::read).hasMessageContaining("at most 1024 bytes");
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void readsNoFifo() throws Exception {
        Path fifo = directory.resolve("secret");
        Damage.FIFO.apply(fifo);
        assertThatThrownBy(new SecretFile(fifo)::read).hasMessage(fifo + ": cannot read the secret: it is not a file");
    }

    private SecretFile file(String content, Charset charset) throws IOException {
        Path file = Files.writeString(directory.resolve("secret"), content, charset);
        return new SecretFile(Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------")));
    }
}
