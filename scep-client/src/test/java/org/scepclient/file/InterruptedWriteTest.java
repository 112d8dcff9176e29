package org.scepclient.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.scepclient.error.StorageException;

/** An interrupt ends a run, not the write that it meets. */
class InterruptedWriteTest {
    private static final int WRITES = 300;
    /** In nanoseconds, so that some operations are interrupted and some are not. */
    private static final long PAUSE = 2_000_000;

    @TempDir
    Path path;

    @AfterEach
    void clearTheInterrupt() {
        Thread.interrupted();
    }

    @ParameterizedTest
    @EnumSource
    void writesInAnInterruptedThread(FileAccess access) throws Exception {
        Path file = path.resolve("file");
        OutputFile.of(file, access).write(new byte[] {'a'});
        Thread.currentThread().interrupt();
        OutputFile.of(file, access).write(new byte[] {'b'});
        OutputFile.of(path.resolve("large"), access).write(out -> out.write('c'));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(file).hasContent("b");
        assertThat(path.resolve("large")).hasContent("c");
        assertThat(path.toFile().list()).hasSize(2);
    }

    @Test
    void writesToADeviceInAnInterruptedThread() throws Exception {
        Thread.currentThread().interrupt();
        OutputFile.of(Path.of("/dev/null"), FileAccess.PUBLIC).write(new byte[] {'a'});
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void completesEveryWriteWhileTheThreadIsInterrupted() throws Exception {
        DurableDirectory directory = DurableDirectory.of(path);
        Thread writer = Thread.currentThread();
        AtomicBoolean done = new AtomicBoolean();
        Thread interrupting = Thread.ofPlatform().start(() -> {
            while (!done.get()) {
                writer.interrupt();
                LockSupport.parkNanos(PAUSE);
            }
        });
        try {
            for (int i = 0; i < WRITES; i++) {
                assertWritten(directory, "text " + i);
            }
        } finally {
            done.set(true);
            joined(interrupting);
        }
    }

    private static void joined(Thread thread) {
        while (thread.isAlive()) {
            Thread.interrupted();
            Thread.onSpinWait();
        }
    }

    private static void assertWritten(DurableDirectory directory, String text) throws StorageException {
        directory.write("file", FileAccess.SECRET, text);
        directory.link("link", text.replace(' ', '-'));
        assertThat(directory.text("file")).isEqualTo(text);
        assertThat(directory.linked("link")).contains(text.replace(' ', '-'));
        assertThat(Files.exists(directory.file(".file.new"))).isFalse();
    }
}
