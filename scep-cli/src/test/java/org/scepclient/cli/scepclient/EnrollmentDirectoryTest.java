package org.scepclient.cli.scepclient;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.testca.TestCa;
import org.scepclient.testca.TestCaConfig;

/** The files of {@code enroll} in the directory of {@code --out}. */
class EnrollmentDirectoryTest {
    @TempDir
    Path directory;

    private final CommandRun command = new CommandRun();
    private Path out;
    private TestCa ca;

    @BeforeEach
    void start() throws IOException {
        out = directory.resolve("device");
        ca = TestCa.start(TestCaConfig.builder().build());
    }

    @AfterEach
    void stop() {
        ca.close();
    }

    private int enroll(String... more) {
        Stream<String> always = Stream.of("enroll", "--url", ca.url().toString(), "--out", out.toString());
        return command.run(Stream.concat(always, Arrays.stream(more)).toArray(String[]::new));
    }

    @Test
    void usesNoDirectoryInWhichOthersCanWrite() throws Exception {
        Files.createDirectory(out);
        Files.setPosixFilePermissions(out, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertThat(enroll("--subject", "/CN=a", "--trust-on-first-use")).isEqualTo(93);

        assertThat(command.err())
                .startsWith("scepclient: " + out
                        + " (--out): other users could replace the keys in the directory (mode 0777")
                .hasLineCount(1);
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void renewsWithNoKeyThatOthersCouldHaveChanged() throws Exception {
        assertThat(enroll("--subject", "/CN=a", "--trust-on-first-use")).isZero();
        for (String name : List.of("ca.pem", "cert.pem", "key.pem")) {
            Path file = out.resolve(name);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
            assertThat(enroll("--renew")).as(name).isEqualTo(93);
            assertThat(command.err()).startsWith("scepclient: " + file + ": other users could have changed the file");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }
        assertThat(ca.issued()).hasSize(1);
        assertThat(enroll("--renew")).isZero();
    }

    @Test
    void followsNoLinkForItsLockAndItsFiles() throws Exception {
        Path victim = directory.resolve("victim");
        Path work = Files.createDirectories(out.resolve(".enrollment"));
        Files.createSymbolicLink(work.resolve("lock"), victim);
        assertThat(enroll("--subject", "/CN=a", "--trust-on-first-use")).isEqualTo(93);
        assertThat(command.err()).startsWith("scepclient: " + work.resolve("lock") + ": cannot lock the file");
        Files.delete(work.resolve("lock"));
        Files.createSymbolicLink(work.resolve("key.pem"), victim);
        Files.createSymbolicLink(work.resolve("cert.pem"), victim);
        assertThat(enroll("--subject", "/CN=a", "--trust-on-first-use")).isZero();
        assertThat(victim).doesNotExist();
        assertThat(out.resolve("key.pem")).isRegularFile();
    }

    @Test
    void removesTheTemporaryFilesOfAKilledRun() throws Exception {
        Path work = Files.createDirectories(out.resolve(".enrollment"));
        Files.writeString(work.resolve(".key.pem.new"), "half a key");
        Files.writeString(work.resolve(".scep-1a2b.tmp"), "half a key");

        assertThat(enroll("--subject", "/CN=a", "--trust-on-first-use")).isZero();

        assertThat(work.toFile().list()).containsExactlyInAnyOrder("offered", "requested");
    }
}
