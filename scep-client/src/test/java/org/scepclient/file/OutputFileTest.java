package org.scepclient.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.error.StorageException;

class OutputFileTest {
    private static final byte[] CONTENT = "content\n".getBytes(US_ASCII);

    private static final Path SHARED_MEMORY = Path.of("/dev/shm");

    @TempDir
    Path dir;

    @Test
    void writesAKeyThatOnlyItsOwnerMayRead() throws Exception {
        Path file = dir.resolve("device.key");
        OutputFile.of(file, FileAccess.SECRET).write(CONTENT);
        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void writesANewFileOnceOnly() throws Exception {
        Path file = dir.resolve("device.key");
        assertThat(OutputFile.of(file, FileAccess.SECRET).writeNew(CONTENT)).isTrue();
        assertThat(OutputFile.of(file, FileAccess.SECRET).writeNew("other".getBytes(US_ASCII)))
                .isFalse();
        assertThat(file).hasBinaryContent(CONTENT);
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void restrictsAKeyFileThatWasReadableByAll() throws Exception {
        Path file = Files.createFile(dir.resolve("device.key"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        OutputFile.of(file, FileAccess.SECRET).write(CONTENT);
        assertThat(permissions(file)).isEqualTo("rw-------");
    }

    @Test
    void keepsThePermissionsOfAPublicFileThatExists() throws Exception {
        Path file = Files.createFile(dir.resolve("device.crt"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        OutputFile.of(file, FileAccess.PUBLIC).write(CONTENT);
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(file).hasBinaryContent(CONTENT);
    }

    @Test
    @EnabledIf("hasSharedMemory")
    void replacesAFileInSharedMemory() throws Exception {
        Path file = Files.createTempFile(SHARED_MEMORY, "scepclient", ".crt");
        try {
            Files.writeString(file, "longer than the content");
            OutputFile.of(file, FileAccess.PUBLIC).write(CONTENT);
            assertThat(file).hasBinaryContent(CONTENT);
        } finally {
            Files.delete(file);
        }
    }

    static boolean hasSharedMemory() {
        return Files.isDirectory(SHARED_MEMORY);
    }

    @Test
    void replacesTheTargetOfASymbolicLinkAndKeepsTheLink() throws Exception {
        Path real = Files.createFile(dir.resolve("real.crt"));
        Path link = Files.createSymbolicLink(dir.resolve("latest.crt"), Path.of("real.crt"));
        OutputFile.of(link, FileAccess.PUBLIC).write(CONTENT);
        assertThat(link).isSymbolicLink();
        assertThat(real).hasBinaryContent(CONTENT);
    }

    @Test
    void createsTheTargetOfADanglingLink() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("latest.crt"), Path.of("real.crt"));
        OutputFile.of(link, FileAccess.PUBLIC).write(CONTENT);
        assertThat(link).isSymbolicLink();
        assertThat(dir.resolve("real.crt")).hasBinaryContent(CONTENT);
    }

    @Test
    void writesToADeviceInPlace() throws Exception {
        OutputFile nowhere = OutputFile.of(Path.of("/dev/null"), FileAccess.PUBLIC);
        nowhere.checkWritable();
        nowhere.write(CONTENT);
        assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    }

    @Test
    void leavesNoTemporaryFile() throws Exception {
        OutputFile file = OutputFile.of(dir.resolve("device.crt"), FileAccess.PUBLIC);
        file.checkWritable();
        assertThat(dir).isEmptyDirectory();
        file.write(CONTENT);
        assertThat(dir.toFile().list()).containsExactly("device.crt");
    }

    @Test
    void reportsAMissingDirectoryBeforehand() {
        OutputFile file = OutputFile.of(dir.resolve("no/such/device.crt"), FileAccess.PUBLIC);
        assertThatThrownBy(file::checkWritable)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("device.crt")
                .hasMessageContaining("no/such does not exist");
    }

    @Test
    void refusesADirectory() {
        assertThatThrownBy(OutputFile.of(dir, FileAccess.PUBLIC)::checkWritable)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("directory");
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
