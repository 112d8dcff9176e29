package org.scepclient.agent.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.agent.journal.RunTrigger;
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
            Optional<RunLock.Holder> holder =
                    Optional.of(new RunLock.Holder(OWN_PID, RunPhase.RE_ENROLLMENT, Optional.empty()));
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
            assertThat(lock.holder())
                    .contains(new RunLock.Holder(other.process.pid(), RunPhase.ENROLLMENT, Optional.empty()));
        }
        assertThat(lock.holder()).isEmpty();
        try (RunLock.Held held = lock.tryAcquire().orElseThrow()) {
            assertThat(held.isValid()).isTrue();
            assertThat(lock.holder()).contains(new RunLock.Holder(OWN_PID, RunPhase.CHECK, Optional.empty()));
        }
    }

    @Test
    void isNotHeldByAProcessWithThePidOfADeadOne() throws Exception {
        Files.writeString(dir.resolve("run"), OWN_PID + "\nenrollment\n\n");
        assertThat(lock().holder()).isEmpty();
        try (RunLock.Held held = lock().tryAcquire().orElseThrow()) {
            assertThat(held.isValid()).isTrue();
        }
    }

    @Test
    void showsWhatTheRunWaitsFor() throws Exception {
        RunLock lock = lock();
        var outage = new RunLock.Outage(Instant.parse("2026-06-01T00:00:00Z"), "connection refused");
        try (RunLock.Held held = lock.tryAcquire().orElseThrow()) {
            held.enter(RunPhase.ENROLLMENT);
            held.waiting(outage);
            assertThat(lock.holder()).contains(new RunLock.Holder(OWN_PID, RunPhase.ENROLLMENT, Optional.of(outage)));
            // The scripts of the router app read the pid.
            assertThat(dir.resolve("run"))
                    .hasContent(OWN_PID + "\nenrollment\n-\n2026-06-01T00:00:00Z\nconnection refused\n\n");
            held.working();
            assertThat(lock.holder()).contains(new RunLock.Holder(OWN_PID, RunPhase.ENROLLMENT, Optional.empty()));
        }
        assertThat(dir.resolve("run")).isEmptyFile();
    }

    @Test
    void showsAKilledRunUntilTheNextOne() throws Exception {
        Instant begin = Instant.parse("2026-06-01T00:00:00Z");
        try (RunLock.Held held = lock().tryAcquire().orElseThrow()) {
            assertThat(held.begin(RunTrigger.TIMER, begin)).isEmpty();
            held.enter(RunPhase.RE_ENROLLMENT);
            assertThat(lock().killed()).as("a run that is active").isEmpty();
            Files.copy(dir.resolve("run"), dir.resolve("left"));
        }
        assertThat(lock().killed()).as("a run that has ended").isEmpty();
        Files.move(dir.resolve("left"), dir.resolve("run"), StandardCopyOption.REPLACE_EXISTING);
        var killed = new RunLock.Killed(RunPhase.RE_ENROLLMENT, RunTrigger.TIMER, begin);
        assertThat(lock().killed()).contains(killed);
        try (RunLock.Held held = lock().tryAcquire().orElseThrow()) {
            assertThat(held.begin(RunTrigger.BOOT, begin)).contains(killed);
            assertThat(lock().killed()).isEmpty();
        }
        assertThat(lock().killed()).isEmpty();
    }

    @Test
    void takesNoOtherContentForAKilledRun() throws Exception {
        for (String content : List.of("7\nenrollment\n-\n\n", "7\ncheck\ntimer x\n\n", "7\ncheck\ntim", "")) {
            Files.writeString(dir.resolve("run"), content);
            assertThat(lock().killed()).as(content).isEmpty();
        }
    }

    @Test
    void isNotLostByTheInterruptThatEndsTheRun() throws Exception {
        RunLock lock = lock();
        RunLock.Held held = lock.tryAcquire().orElseThrow();
        Thread.currentThread().interrupt();
        held.enter(RunPhase.ENROLLMENT);
        assertThat(Thread.interrupted()).isTrue();
        try (Other other = Other.start(dir)) {
            assertThat(other.firstLine()).isEqualTo("another run is active (pid " + OWN_PID + ", enrollment)");
        }
        Thread.currentThread().interrupt();
        held.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(dir.resolve("run")).isEmptyFile();
        assertThat(lock.holder()).isEmpty();
    }

    @Test
    void isTakenAndSeenByAnInterruptedThread() throws Exception {
        Thread.currentThread().interrupt();
        try (RunLock.Held held = lock().tryAcquire().orElseThrow()) {
            assertThat(held.isValid()).isTrue();
        }
        try (Other other = started()) {
            Thread.currentThread().interrupt();
            assertThat(lock().holder()).map(RunLock.Holder::pid).contains(other.process.pid());
        }
        assertThat(Thread.interrupted()).isTrue();
    }

    private Other started() throws Exception {
        Thread.interrupted();
        Other other = Other.start(dir);
        assertThat(other.firstLine()).isEqualTo("running");
        return other;
    }

    /** A boot sequence gives the same pids at the same ticks, so that both may match after a power cut. */
    @Test
    void isNotHeldByALivingProcessThatDoesNotHaveTheFile() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.writeString(dir.resolve("run"), stranger.pid() + "\nenrollment\n\n");
            assertThat(lock().holder()).isEmpty();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void isOneForTwoNamesOfTheDirectory() throws Exception {
        Path link = Files.createSymbolicLink(dir.resolve("link"), Files.createDirectory(dir.resolve("data")));
        try (RunLock.Held held = CertificateStore.in(dir.resolve("data"), FileOperations.ofDisk())
                .lock()
                .tryAcquire()
                .orElseThrow()) {
            RunLock other = CertificateStore.in(link, FileOperations.ofDisk()).lock();
            assertThat(other.tryAcquire()).isEmpty();
            assertThat(other.holder()).isPresent();
            assertThat(held.isValid()).isTrue();
        }
    }

    @Test
    void isNotOpenedThroughALink() throws Exception {
        Path victim = Files.createFile(dir.resolve("victim"));
        Files.createSymbolicLink(dir.resolve("run"), victim);
        try (RunLock.Held held = lock().tryAcquire().orElseThrow()) {
            assertThat(held.isValid()).isTrue();
            assertThat(dir.resolve("run")).isRegularFile().isNotEqualTo(victim);
            assertThat(Files.isSymbolicLink(dir.resolve("run"))).isFalse();
            assertThat(Files.isSymbolicLink(dir.resolve("run.damaged"))).isTrue();
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
