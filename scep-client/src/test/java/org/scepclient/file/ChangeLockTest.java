package org.scepclient.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.error.StorageException;

class ChangeLockTest {
    @TempDir
    Path directory;

    @Test
    void admitsOneThreadAtATime() throws Exception {
        Path file = Files.writeString(directory.resolve("number"), "0");
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> changes = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                changes.add(executor.submit(() -> {
                    try (ChangeLock lock = ChangeLock.acquire(file)) {
                        assertThat(lock).isNotNull();
                        Files.writeString(file, String.valueOf(Integer.parseInt(Files.readString(file)) + 1));
                    }
                    return null;
                }));
            }
            for (Future<?> change : changes) {
                change.get();
            }
        }
        assertThat(file).hasContent("50");
    }

    @Test
    void waitsForAnotherProcessAndNotForAKilledOne() throws Exception {
        Path file = directory.resolve("settings");
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        ChangingProcess.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("locked true");
            assertThatThrownBy(() -> ChangeLock.acquire(file, Duration.ofMillis(100)))
                    .isInstanceOf(StorageException.class)
                    .hasMessage(
                            file + ": another process is changing the file and does not finish; nothing was changed");
        } finally {
            other.destroyForcibly().onExit().join();
        }
        try (ChangeLock lock = ChangeLock.acquire(file)) {
            assertThat(lock).isNotNull();
        }
    }

    @Test
    void isTheSameForALinkToTheFile() throws Exception {
        Path file = Files.createFile(directory.resolve("settings"));
        Path link = Files.createSymbolicLink(
                Files.createDirectory(directory.resolve("other")).resolve("link"), file);
        try (ChangeLock lock = ChangeLock.acquire(link)) {
            assertThat(lock).isNotNull();
        }
        assertThat(directory.resolve(".settings.lock")).isEmptyFile();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(".settings.lock"))))
                .isEqualTo("rw-------");
    }

    @Test
    void namesALockFileThatCannotBeOpened() throws Exception {
        Path file = directory.resolve("settings");
        Path lock = Files.createDirectory(directory.resolve(".settings.lock"));
        assertThatThrownBy(() -> ChangeLock.acquire(file))
                .isInstanceOf(StorageException.class)
                .hasMessageStartingWith(
                        file + ": cannot change the file: its lock file " + lock + " cannot be opened: ");
        Files.delete(lock);
        Files.createSymbolicLink(lock, directory.resolve("victim"));
        assertThatThrownBy(() -> ChangeLock.acquire(file)).hasMessageContaining("its lock file " + lock);
        assertThat(directory.resolve("victim")).doesNotExist();
        assertThatThrownBy(() -> ChangeLock.acquire(directory.resolve("none/settings")))
                .hasMessageContaining("none does not exist; create it first");
    }
}
