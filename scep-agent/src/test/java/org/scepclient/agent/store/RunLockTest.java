package org.scepclient.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.file.FileOperations;

class RunLockTest {
    private static final long OWN_PID = ProcessHandle.current().pid();

    @TempDir
    Path dir;

    private RunLock lock() {
        return CertificateStore.in(dir, FileOperations.ofDisk()).lock();
    }

    /** Another process that tries to acquire the lock. */
    private record Other(Process process, BufferedReader output) implements AutoCloseable {
        static Other start(Path directory) throws Exception {
            Process process = new ProcessBuilder(List.of(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            LockingProcess.class.getName(),
                            directory.toString()))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            return new Other(process, process.inputReader());
        }

        String firstLine() throws Exception {
            return output.readLine();
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    @Test
    void isHeldByOneRunPerProcess() throws Exception {
        RunLock lock = lock();
        try (RunLock.Held held = lock.tryAcquire().orElseThrow()) {
            assertThat(lock.tryAcquire()).isEmpty();
            assertThat(lock().tryAcquire()).isEmpty();
            held.enter(RunPhase.RE_ENROLLMENT);
            Optional<RunLock.Holder> holder = Optional.of(new RunLock.Holder(OWN_PID, RunPhase.RE_ENROLLMENT));
            assertThat(lock.holder()).isEqualTo(holder);
            assertThat(lock().holder()).isEqualTo(holder);
        }
        assertThat(lock.holder()).isEmpty();
        assertThat(lock.tryAcquire())
                .isPresent()
                .hasValueSatisfying(again -> assertThat(again.isValid()).isTrue());
    }

    @Test
    void excludesOtherProcessesAlsoAfterItsStateWasRead() throws Exception {
        RunLock lock = lock();
        try (RunLock.Held held = lock.tryAcquire().orElseThrow()) {
            assertThat(lock.holder()).isPresent();
            assertThat(lock().holder()).isPresent();
            assertThat(lock().tryAcquire()).isEmpty();
            try (Other other = Other.start(dir)) {
                assertThat(other.firstLine()).isEqualTo("another run is active (pid " + OWN_PID + ", check)");
            }
            assertThat(held.isValid()).isTrue();
        }
    }

    @Test
    void isReleasedWhenItsProcessIsKilled() throws Exception {
        RunLock lock = lock();
        try (Other other = Other.start(dir)) {
            assertThat(other.firstLine()).isEqualTo("running");
            assertThat(lock.tryAcquire()).isEmpty();
            assertThat(lock.holder()).contains(new RunLock.Holder(other.process.pid(), RunPhase.ENROLLMENT));
        }
        assertThat(lock.holder()).isEmpty();
        try (RunLock.Held held = lock.tryAcquire().orElseThrow()) {
            assertThat(held.isValid()).isTrue();
            assertThat(lock.holder()).contains(new RunLock.Holder(OWN_PID, RunPhase.CHECK));
        }
    }

    @Test
    void isNotHeldByAProcessWithThePidOfADeadOne() throws Exception {
        Files.writeString(dir.resolve("run"), OWN_PID + "\n1\nenrollment\n");
        assertThat(lock().holder()).isEmpty();
        try (RunLock.Held held = lock().tryAcquire().orElseThrow()) {
            assertThat(held.isValid()).isTrue();
        }
    }

    /** The scripts of the router app end runs, but no service. */
    @Test
    void recordsTheRunningProcessAndWhetherItIsAService() throws Exception {
        String start = Files.readString(Path.of("/proc/self/stat"))
                .replaceFirst(".*\\) ", "")
                .split(" ", -1)[19];
        RunLock lock = lock();
        try (RunLock.Held held = lock.tryAcquire().orElseThrow()) {
            held.enter(RunPhase.ENROLLMENT);
            assertThat(dir.resolve("run")).hasContent(OWN_PID + "\n" + start + "\nenrollment\n");
        }
        lock.belongsToService();
        try (RunLock.Held held = lock.tryAcquire().orElseThrow()) {
            held.enter(RunPhase.ENROLLMENT);
            assertThat(dir.resolve("run")).hasContent(OWN_PID + "\n" + start + "\nenrollment\nservice\n");
        }
    }

    @Test
    void isNotOpenedThroughALink() throws Exception {
        Path victim = Files.createFile(dir.resolve("victim"));
        Files.createSymbolicLink(dir.resolve("lock"), victim);
        try (RunLock.Held held = lock().tryAcquire().orElseThrow()) {
            assertThat(held.isValid()).isTrue();
            assertThat(dir.resolve("lock")).isRegularFile().isNotEqualTo(victim);
            assertThat(Files.isSymbolicLink(dir.resolve("lock"))).isFalse();
            assertThat(Files.isSymbolicLink(dir.resolve("lock.damaged"))).isTrue();
        }
    }

    @Test
    void refusesAStoreWhoseLockWasClosed() throws Exception {
        CertificateStore store = CertificateStore.in(dir, FileOperations.ofDisk());
        RunLock.Held held = store.lock().tryAcquire().orElseThrow();
        held.close();
        assertThatThrownBy(() -> store.change(held)).isInstanceOf(IllegalStateException.class);
    }
}
