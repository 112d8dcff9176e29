package org.scepclient.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.error.StorageException;

class DurableDirectoryTest {
    @TempDir
    Path path;

    private final List<String> log = new ArrayList<>();
    private DurableDirectory directory;

    @BeforeEach
    void open() {
        directory = new DurableDirectory(path, FileOperations.ofDisk(), log::add);
    }

    private void misplace(String name) throws Exception {
        Files.createDirectory(path.resolve(name));
        Files.writeString(path.resolve(name).resolve("content"), "x");
    }

    @Test
    void writesWhereADirectoryStands() throws Exception {
        misplace("known-ca");
        misplace(".known-ca.new");
        directory.write("known-ca", FileAccess.PUBLIC, "text");
        assertThat(directory.text("known-ca")).isEqualTo("text");
        assertThat(path.resolve("known-ca.damaged").resolve("content")).hasContent("x");
        assertThat(log)
                .contains(path.resolve("known-ca") + ": it is not a file; the file is set aside as known-ca.damaged");
    }

    @Test
    void setsAsideAndReportsALinkInThePlaceOfAFile() throws Exception {
        Files.createSymbolicLink(path.resolve("journal"), Path.of("journal"));
        directory.write("journal", FileAccess.SECRET, "text");
        assertThat(directory.text("journal")).isEqualTo("text");
        assertThat(directory.linked("journal.damaged")).contains("journal");
        assertThat(log).hasSize(1);
    }

    @Test
    void linksWhereADirectoryStands() throws Exception {
        misplace("latest.crt");
        directory.link("latest.crt", "1.crt");
        assertThat(directory.linked("latest.crt")).contains("1.crt");
    }

    @Test
    void deletesWhereADirectoryStands() throws Exception {
        misplace("request");
        directory.delete("request");
        assertThat(path.resolve("request")).doesNotExist();
        assertThat(path.resolve("request.damaged")).isDirectory();
    }

    @Test
    void replacesAFileThatIsTooLongToBeRead() throws Exception {
        Files.write(path.resolve("journal"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> directory.text("journal"))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("too long");
        directory.write("journal", FileAccess.SECRET, "text");
        assertThat(directory.text("journal")).isEqualTo("text");
    }

    @Test
    @Timeout(value = 20, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void readsNoFifo() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", path.resolve("request").toString())
                        .start()
                        .waitFor())
                .isZero();
        assertThatThrownBy(() -> directory.text("request")).hasMessageContaining("it is not a file");
    }

    @Test
    void keepsTheFirstTwoAndTheLastOfDamagedFiles() throws Exception {
        for (String text : new String[] {"one", "two", "three", "four", "five"}) {
            Files.writeString(path.resolve("journal"), text);
            assertThat(directory.setAside("journal", "it is damaged")).hasContent(text);
            assertThat(path.resolve("journal")).doesNotExist();
        }
        assertThat(path.resolve("journal.damaged")).hasContent("one");
        assertThat(path.resolve("journal.damaged-2")).hasContent("two");
        assertThat(path.resolve("journal.damaged-3")).hasContent("five");
        assertThat(directory.names()).hasSize(3);
    }

    @Test
    void replacesADamagedDirectoryThatWasSetAside() throws Exception {
        for (int i = 0; i < 5; i++) {
            misplace("journal");
            directory.setAside("journal", "it is damaged");
        }
        assertThat(directory.names()).containsExactly("journal.damaged", "journal.damaged-2", "journal.damaged-3");
    }
}
