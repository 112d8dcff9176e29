package org.scepclient.agent.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileOperations;
import org.scepclient.fixture.DataDirectory;
import org.scepclient.fixture.IdempotentCa;
import org.scepclient.fixture.TestDevice;

/** The disk is full from some step on. */
class FullDiskTest {
    private static final String FULL = "No space left on device";

    @TempDir
    Path dir;

    @TempDir
    Path copies;

    @Test
    void failsWithTheReasonAndKeepsThePairInUse() throws Exception {
        IdempotentCa authority = IdempotentCa.root();
        TestDevice old = TestDevice.ec("/CN=router-7", IdempotentCa.BEGIN);
        TestDevice renewed = TestDevice.ec("/CN=router-7", IdempotentCa.BEGIN);
        enroll(dir, old, authority, FileOperations.ofDisk());
        DataDirectory begin = new DataDirectory(dir);
        int failures = 0;
        for (int step = 1; ; step++) {
            DataDirectory full = begin.copiedTo(
                    Files.createDirectory(copies.resolve("full-" + step)).resolve("d"));
            Optional<ScepException> problem = enroll(full.path(), renewed, authority, new FullDisk(step));
            if (problem.isEmpty()) {
                break;
            }
            failures++;
            requireStopped(full, problem.get(), step);
            assertThat(enroll(full.path(), renewed, authority, FileOperations.ofDisk()))
                    .isEmpty();
            assertThat(serial(full)).isEqualTo("02");
        }
        assertThat(failures).isGreaterThan(20);
    }

    private static void requireStopped(DataDirectory full, ScepException problem, int step) throws Exception {
        assertThat(problem).isInstanceOf(StorageException.class).hasMessageContaining(FULL);
        assertThat(problem.getMessage()).contains(full.path().toString());
        assertThat(full.credentials()).as("step " + step).containsKeys("01.key", "01.crt");
        assertThat(serial(full)).as("step " + step).isIn("01", "02");
        assertThat(full.names()).as("step " + step).noneMatch(name -> name.endsWith(".new"));
        full.requireSecret();
    }

    private static String serial(DataDirectory directory) throws Exception {
        return CertificateStore.in(directory.path(), FileOperations.ofDisk())
                .latest()
                .orElseThrow()
                .serial();
    }

    private static Optional<ScepException> enroll(
            Path directory, TestDevice device, IdempotentCa authority, FileOperations operations) throws Exception {
        CertificateStore store = CertificateStore.in(directory, operations);
        try (RunLock.Held held = store.lock().tryAcquire().orElseThrow()) {
            LockedStore locked = store.change(held);
            locked.storeNewKey(device.key());
            locked.storePending(PendingRequests.of(device));
            int serial = store.latest().isPresent() ? 2 : 1;
            locked.install(device.key(), authority.issue(device.transaction(), device.request(), serial));
            return Optional.empty();
        } catch (StorageException e) {
            return Optional.of(e);
        }
    }

    /** Permits only operations that need no space. */
    private static final class FullDisk implements FileOperations {
        private final int full;
        private int taken;

        FullDisk(int full) {
            this.full = full;
        }

        private void require(Path file) throws IOException {
            taken++;
            if (taken >= full) {
                throw new FileSystemException(file.toString(), null, FULL);
            }
        }

        @Override
        public void create(Path file, Set<PosixFilePermission> permissions) throws IOException {
            require(file);
            FileOperations.ofDisk().create(file, permissions);
        }

        @Override
        public void write(Path file, byte[] content) throws IOException {
            require(file);
            FileOperations.ofDisk().write(file, content);
        }

        @Override
        public void force(Path file) throws IOException {
            require(file);
        }

        @Override
        public void rename(Path from, Path to) throws IOException {
            require(to);
            FileOperations.ofDisk().rename(from, to);
        }

        @Override
        public void link(Path link, Path target) throws IOException {
            require(link);
            FileOperations.ofDisk().link(link, target);
        }

        @Override
        public void delete(Path file) throws IOException {
            FileOperations.ofDisk().delete(file);
        }

        @Override
        public void makeDirectory(Path directory, Set<PosixFilePermission> permissions) throws IOException {
            require(directory);
            FileOperations.ofDisk().makeDirectory(directory, permissions);
        }

        @Override
        public void permit(Path file, Set<PosixFilePermission> permissions) throws IOException {
            FileOperations.ofDisk().permit(file, permissions);
        }

        @Override
        public void forceDirectory(Path directory) {}
    }
}
