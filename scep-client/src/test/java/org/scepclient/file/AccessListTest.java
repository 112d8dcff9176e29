package org.scepclient.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.error.StorageException;

/** Files with an access control list, which Python sets and reads. */
class AccessListTest {
    private static final String NAME = "system.posix_acl_access";
    /** Owner rw, user 4711 r, owning group nothing, mask r, others nothing: the mode is 0640. */
    private static final String LIST = "import os, struct, sys\n"
            + "entries = [(1, 6, 0xffffffff), (2, 4, 4711), (4, 0, 0xffffffff), (16, 4, 0xffffffff), (32, 0, 0xffffffff)]\n"
            + "acl = struct.pack('<I', 2) + b''.join(struct.pack('<HHI', *entry) for entry in entries)\n"
            + "os.setxattr(sys.argv[1], '" + NAME + "', acl)\n";

    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void createFileWithList() throws Exception {
        file = Files.writeString(directory.resolve("settings"), "KEY=old and longer than the new one\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        assumeTrue(runs("python3", "-c", LIST, file.toString()), "needs python3 and a file system with lists");
    }

    @Test
    void isKeptWithOwnerModeAndAttributes() throws Exception {
        var attributes = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        attributes.write("note", UTF_8.encode("x"));
        String before = list(file);
        OutputFile.of(file, FileAccess.AS_BEFORE).write("KEY=new\n".getBytes(UTF_8));
        assertThat(file).hasContent("KEY=new\n");
        assertThat(list(file)).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r-----");
        assertThat(Files.getFileAttributeView(file, UserDefinedFileAttributeView.class)
                        .list())
                .contains("note");
        assertThat(names()).containsExactly("settings");
    }

    @Test
    void isKeptOfAReadOnlyFile() throws Exception {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r-----"));
        String before = list(file);
        OutputFile.of(file, FileAccess.AS_BEFORE).write("KEY=new\n".getBytes(UTF_8));
        assertThat(list(file)).isEqualTo(before);
        assertThat(file).hasContent("KEY=new\n");
    }

    @Test
    void refusesToReplaceAFileWhoseListIsLost() throws Exception {
        var withoutLists = new OperationsWithoutLists();
        assertThatThrownBy(() -> OutputFile.of(file, FileAccess.AS_BEFORE)
                        .by(withoutLists)
                        .write("KEY=new\n".getBytes(UTF_8)))
                .isInstanceOf(StorageException.class)
                .hasMessage(
                        file + ": cannot write the file: its access control list cannot be kept; remove the list with"
                                + " 'setfacl -b' first");
        assertThat(file).hasContent("KEY=old and longer than the new one\n");
        assertThat(names()).containsExactly("settings");
    }

    private Stream<String> names() throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.map(entry -> entry.getFileName().toString()).toList().stream();
        }
    }

    private static boolean runs(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static String list(Path file) throws Exception {
        Process process = new ProcessBuilder(
                        "python3",
                        "-c",
                        "import os, sys; print(os.getxattr(sys.argv[1], '" + NAME + "').hex())",
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String hex = process.inputReader().readLine();
        assertThat(process.waitFor()).isZero();
        return hex;
    }
}
