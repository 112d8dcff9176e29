package org.scepclient.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileOperations;
import org.scepclient.fixture.DataDirectory;

class OwnDirectoryTest {
    @TempDir
    Path directory;

    private Path data;

    @BeforeEach
    void openToOthers() throws Exception {
        data = Files.createDirectory(directory.resolve("data"));
        permit("rwxr-xr-x");
    }

    private void permit(String permissions) throws Exception {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString(permissions));
    }

    private boolean acquires() throws StorageException {
        return CertificateStore.in(data, FileOperations.ofDisk())
                .lock()
                .tryAcquire()
                .isPresent();
    }

    @Test
    void leavesADirectoryOfSomethingElseToItsUsers() throws Exception {
        Files.createFile(data.resolve("other-app"));
        assertThatThrownBy(this::acquires)
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith(data + ": other users can access the directory")
                .hasMessageContaining("such as " + data + "/scepClient")
                .hasMessageEndingWith("run 'chmod 0700 " + data + "'");
        assertThat(DataDirectory.permissions(data)).isEqualTo("rwxr-xr-x");
        assertThat(DataDirectory.names(data)).containsExactly("other-app");
    }

    @Test
    void takesOneThatItsOwnerHasClosed() throws Exception {
        Files.createFile(data.resolve("other-app"));
        permit("rwx------");
        assertThat(acquires()).isTrue();
    }

    @Test
    void closesAnEmptyOne() throws Exception {
        assertThat(acquires()).isTrue();
        assertThat(DataDirectory.permissions(data)).isEqualTo("rwx------");
    }

    @Test
    void closesOneOfOurs() throws Exception {
        Files.createFile(data.resolve("known-ca"));
        assertThat(acquires()).isTrue();
        assertThat(DataDirectory.permissions(data)).isEqualTo("rwx------");
    }
}
