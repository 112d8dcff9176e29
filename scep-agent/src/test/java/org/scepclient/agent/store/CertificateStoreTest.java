package org.scepclient.agent.store;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileOperations;
import org.scepclient.fixture.DataDirectory;
import org.scepclient.fixture.IdempotentCa;
import org.scepclient.fixture.TestDevice;
import org.scepclient.pem.PemWriter;

/** The data directory of the router app, as documented in {@code docs/router-app.md}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateStoreTest {
    private IdempotentCa authority = IdempotentCa.intermediate();
    private TestDevice one;
    private TestDevice two;

    private Path dir;
    private CertificateStore store;

    @BeforeAll
    void makeKeys() throws Exception {
        one = TestDevice.ec("/CN=router-7", IdempotentCa.BEGIN);
        two = TestDevice.ec("/CN=router-7", IdempotentCa.BEGIN);
    }

    @BeforeEach
    void open(@TempDir Path temp) {
        authority = IdempotentCa.intermediate();
        dir = temp.resolve("scepClient");
        store = CertificateStore.in(dir, FileOperations.ofDisk());
    }

    private interface Change {
        void to(LockedStore store) throws Exception;
    }

    private void change(Change change) throws Exception {
        try (RunLock.Held held = store.lock().tryAcquire().orElseThrow()) {
            change.to(store.change(held));
        }
    }

    private void recover() throws Exception {
        change(locked -> {});
    }

    private void enroll(TestDevice device, int serial) throws Exception {
        var issued = authority.issue(device.transaction(), device.request(), serial);
        change(locked -> locked.install(device.key(), issued));
    }

    private void relink(String name, String target) throws Exception {
        Files.delete(dir.resolve(name));
        Files.createSymbolicLink(dir.resolve(name), Path.of(target));
    }

    @Test
    void createsTheDocumentedFilesAndLinks() throws Exception {
        enroll(one, 0xABC);
        assertThat(DataDirectory.names(dir))
                .contains("0ABC.key", "0ABC.crt", "ca.crt-0", "ca.crt-1", "latest.key", "latest.crt");
        assertThat(Files.readSymbolicLink(dir.resolve("latest.key"))).hasToString("0ABC.key");
        assertThat(Files.readSymbolicLink(dir.resolve("latest.crt"))).hasToString("0ABC.crt");
        assertThat(store.latest().orElseThrow().serial()).isEqualTo("0ABC");
        assertThat(store.chain()).isEqualTo(authority.chain());
        assertThat(DataDirectory.permissions(dir)).isEqualTo("rwx------");
        assertThat(DataDirectory.permissions(dir.resolve("0ABC.key"))).isEqualTo("rw-------");
    }

    @Test
    void canBeMovedWithItsLinks() throws Exception {
        enroll(one, 1);
        Path moved = Files.move(dir, dir.resolveSibling("moved"));
        assertThat(CertificateStore.in(moved, FileOperations.ofDisk()).inspect())
                .isInstanceOf(LatestCredential.Whole.class);
    }

    @Test
    void isEmptyWhereThereIsNoDirectory() throws Exception {
        assertThat(store.inspect()).isInstanceOf(LatestCredential.None.class);
        assertThat(store.pending()).isEmpty();
        assertThat(store.ca()).isEmpty();
        assertThat(store.newKey()).isEmpty();
        assertThat(store.latestKnownTime()).isEmpty();
        assertThat(store.lock().holder()).isEmpty();
        assertThat(dir).doesNotExist();
    }

    @Test
    void usesTheNewerPairIfTheLinksDiffer() throws Exception {
        enroll(one, 1);
        enroll(two, 2);
        relink("latest.crt", "01.crt");
        assertThat(store.inspect()).isInstanceOf(LatestCredential.Recovered.class);
        assertThat(store.latest().orElseThrow().serial()).isEqualTo("02");
        recover();
        assertThat(store.inspect()).isInstanceOf(LatestCredential.Whole.class);
        assertThat(Files.readSymbolicLink(dir.resolve("latest.crt"))).hasToString("02.crt");
    }

    @Test
    void fallsBackToAnOlderPairIfTheKeyDoesNotMatch() throws Exception {
        enroll(one, 1);
        enroll(two, 2);
        Files.writeString(
                dir.resolve("02.key"),
                PemWriter.privateKey(TestDevice.ec("/CN=router-7", IdempotentCa.BEGIN)
                        .key()
                        .key()
                        .privateKey()));
        assertThat(store.inspect()).isInstanceOfSatisfying(LatestCredential.Recovered.class, recovered -> {
            assertThat(recovered.credential().serial()).isEqualTo("01");
            assertThat(recovered.fault()).isEqualTo(CredentialFault.WRONG_KEY);
            assertThat(recovered.problem()).contains("02.key", "02.crt");
        });
    }

    @Test
    void reportsTheFaultIfNoPairIsUsable() throws Exception {
        enroll(one, 1);
        Files.writeString(dir.resolve("01.crt"), "no certificate");
        assertThat(store.inspect()).isInstanceOfSatisfying(LatestCredential.Unusable.class, unusable -> {
            assertThat(unusable.fault()).isEqualTo(CredentialFault.MISSING_OR_MALFORMED);
            assertThat(unusable.problem()).contains("01.crt");
        });
        assertThat(store.latest()).isEmpty();
        recover();
        assertThat(dir.resolve("01.key")).exists();
    }

    @Test
    void followsNoLinkOutOfTheDirectory() throws Exception {
        enroll(one, 1);
        Path outside = Files.move(dir.resolve("01.key"), dir.resolveSibling("01.key"));
        relink("latest.key", "../01.key");
        Files.createSymbolicLink(dir.resolve("01.key"), outside);
        assertThat(store.inspect()).isInstanceOf(LatestCredential.Unusable.class);
    }

    @Test
    void writesThroughNoPlantedLink() throws Exception {
        recover();
        Path victim = Files.writeString(dir.resolveSibling("victim"), "untouched");
        for (String name : List.of(".known-ca.new", "known-ca")) {
            Files.createSymbolicLink(dir.resolve(name), victim);
        }
        KnownCa ca = KnownCa.first(
                "server", CaTrust.ACCEPTED, new CaGeneration(authority.certificates(), IdempotentCa.BEGIN));
        change(locked -> locked.storeCa(ca));
        assertThat(victim).hasContent("untouched");
        assertThat(store.ca()).contains(ca);
    }

    @Test
    void adoptsFilesThatACopyingToolMadeOfTheLinks() throws Exception {
        enroll(one, 1);
        Files.move(dir.resolve("01.key"), dir.resolve("latest.key"), StandardCopyOption.REPLACE_EXISTING);
        Files.move(dir.resolve("01.crt"), dir.resolve("latest.crt"), StandardCopyOption.REPLACE_EXISTING);
        recover();
        assertThat(store.inspect()).isInstanceOf(LatestCredential.Whole.class);
        assertThat(store.latest().orElseThrow().serial()).isEqualTo("01");
        assertThat(Files.readSymbolicLink(dir.resolve("latest.key"))).hasToString("01.key");
    }

    @Test
    void keepsAKeyInPlaceOfTheLink() throws Exception {
        recover();
        String key = PemWriter.privateKey(one.key().key().privateKey());
        Files.writeString(dir.resolve("latest.key"), key);
        enroll(two, 2);
        assertThat(store.latest().orElseThrow().serial()).isEqualTo("02");
        assertThat(dir.resolve("latest.key.damaged")).hasContent(key);
    }

    @Test
    void withdrawsTheDirectoryAndItsKeysFromOtherUsers() throws Exception {
        enroll(one, 1);
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(dir.resolve("01.key"), PosixFilePermissions.fromString("rw-r--r--"));
        recover();
        assertThat(DataDirectory.permissions(dir)).isEqualTo("rwx------");
        assertThat(DataDirectory.permissions(dir.resolve("01.key"))).isEqualTo("rw-------");
    }

    @Test
    void setsAsideADamagedPendingRequest() throws Exception {
        enroll(one, 1);
        change(locked -> {
            locked.storeNewKey(two.key());
            locked.storePending(PendingRequests.of(two));
        });
        Files.writeString(dir.resolve("pending/request"), "scep-pending: 1\nkind: enroll");
        assertThatThrownBy(() -> store.pending())
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("pending/request");
        change(LockedStore::discardPending);
        assertThat(dir.resolve("pending/request.damaged")).exists();
        assertThat(store.pending()).isEmpty();
        assertThat(store.newKey()).isEmpty();
        assertThat(store.latest().orElseThrow().serial()).isEqualTo("01");
    }

    @Test
    void keepsTheRequestIfTheReceivedCertificateIsDamaged() throws Exception {
        change(locked -> {
            locked.storeNewKey(one.key());
            locked.storePending(PendingRequests.of(one));
        });
        Files.writeString(dir.resolve("pending/answer"), "damaged");
        recover();
        assertThat(store.pending()).contains(PendingRequests.of(one));
        assertThat(store.newKey().orElseThrow().publicKey()).isEqualTo(one.key().publicKey());
        assertThat(dir.resolve("pending/answer")).doesNotExist();
    }

    @Test
    void discardsTheRequestOfAnotherKey() throws Exception {
        change(locked -> {
            locked.storeNewKey(one.key());
            locked.storePending(PendingRequests.of(one));
            locked.storeNewKey(one.key());
        });
        assertThat(store.pending()).contains(PendingRequests.of(one));
        change(locked -> locked.storeNewKey(two.key()));
        assertThat(store.pending()).isEmpty();
    }

    @Test
    void refusesACertificateForAnotherKeyAndKeepsThePairInUse() throws Exception {
        enroll(one, 1);
        var issued = authority.issue(
                TestDevice.ec("/CN=router-7", IdempotentCa.BEGIN).transaction(),
                TestDevice.ec("/CN=router-7", IdempotentCa.BEGIN).request(),
                2);
        assertThatThrownBy(() -> change(locked -> locked.install(two.key(), issued)))
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("not for the key");
        assertThat(store.latest().orElseThrow().serial()).isEqualTo("01");
        assertThat(dir.resolve("02.crt")).doesNotExist();
    }

    @Test
    void keepsAPendingRequestAsItIs() throws Exception {
        PendingEnrollment plain = PendingRequests.of(one);
        PendingEnrollment full = new PendingEnrollment(
                EnrollmentKind.RE_ENROLLMENT,
                plain.ticket().withKeyReference("01.key"),
                Optional.of(two.request()),
                true,
                plain.times(),
                new PendingEnrollment.Origin("http://ca/scep\nname", "a: b\\n", "c"));
        change(locked -> locked.storePending(full));
        assertThat(store.pending()).contains(full);
        assertThat(DataDirectory.permissions(dir.resolve("pending/request"))).isEqualTo("rw-------");
    }

    @Test
    void neverRemovesThePairThatSignsAPendingRequest() throws Exception {
        enroll(one, 1);
        enroll(two, 2);
        var request = PendingRequests.of(one);
        change(locked -> {
            locked.storePending(new PendingEnrollment(
                    EnrollmentKind.RE_ENROLLMENT,
                    request.ticket().withKeyReference("01.key"),
                    Optional.empty(),
                    true,
                    request.times(),
                    request.origin()));
            locked.prune(0);
        });
        assertThat(store.credential("01.key")).isPresent();
        change(locked -> {
            locked.discardPending();
            locked.prune(0);
        });
        assertThat(store.credential("01.key")).isEmpty();
        assertThat(store.latest().orElseThrow().serial()).isEqualTo("02");
    }

    @Test
    void removesAKeyWithoutItsCertificate() throws Exception {
        enroll(one, 1);
        Files.writeString(dir.resolve("0F.key"), "left over");
        Files.writeString(dir.resolve("notes.key"), "somebody's own");
        change(locked -> locked.prune(3));
        assertThat(DataDirectory.names(dir)).doesNotContain("0F.key").contains("notes.key");
    }

    @Test
    void readsTheTimeFromTheNewestCertificate() throws Exception {
        enroll(one, 1);
        enroll(two, 7);
        Files.write(dir.resolve("09.crt"), "damaged".getBytes(US_ASCII));
        assertThat(store.latestKnownTime()).contains(IdempotentCa.BEGIN.plus(Duration.ofDays(7)));
    }

    @Test
    void writesNothingWhereNothingChanged() throws Exception {
        enroll(one, 1);
        var before = Files.getLastModifiedTime(dir.resolve("01.crt"));
        Object key = Files.getAttribute(dir.resolve("01.key"), "unix:ino");
        enroll(one, 1);
        assertThat(Files.getLastModifiedTime(dir.resolve("01.crt"))).isEqualTo(before);
        assertThat(Files.getAttribute(dir.resolve("01.key"), "unix:ino")).isEqualTo(key);
    }
}
