package org.scepclient.agent.store;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.error.ScepException;
import org.scepclient.file.FileOperations;
import org.scepclient.fixture.IdempotentCa;
import org.scepclient.fixture.TestDevice;
import org.scepclient.keys.LoadedKey;
import org.scepclient.message.TransactionId;
import org.scepclient.trust.IssuedCertificate;

/**
 * The life of a device: a first enrollment, a renewal, a rollover of its CA to one with the same serial numbers and a
 * longer chain, the return to a shorter one, and the removal of old pairs. A phase can be stopped at any step; when run
 * again, it continues like the next run.
 */
final class StoreScenario {
    /** Enough keys for a phase that is stopped repeatedly before its key is stored. */
    private static final int DEVICES_FOR_A_PHASE = 10;

    static final int DEVICES = 4 * DEVICES_FOR_A_PHASE;

    private final List<TestDevice> devices;
    private final List<Phase> phases;
    private final Set<TransactionId> transactions = new HashSet<>();
    private Optional<X509Certificate> before = Optional.empty();
    private int begun;
    private int answers;

    /**
     * A part of the scenario.
     *
     * @param removes whether the phase removes old pairs
     */
    record Phase(String name, boolean removes, Operation operation) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** An operation on the store. */
    interface Operation {
        void to(LockedStore store) throws ScepException;
    }

    /**
     * Creates the scenario.
     *
     * @param devices keys to use, one after the other
     */
    StoreScenario(List<TestDevice> devices, IdempotentCa first, IdempotentCa second) {
        this.devices = devices;
        this.phases = List.of(
                phase("trust", store -> store.storeCa(KnownCa.first("server", CaTrust.FIRST_USE, generation(first)))),
                phase("first enrollment", store -> enroll(store, new CertificateOrder(first, 10, 0))),
                phase("renewal", store -> enroll(store, new CertificateOrder(first, 11, 1))),
                phase(
                        "rollover",
                        store -> store.storeCa(store.store().ca().orElseThrow().with(generation(second)))),
                phase("same serial of another CA", store -> enroll(store, new CertificateOrder(second, 11, 2))),
                new Phase("removal of the oldest", true, store -> store.prune(1)),
                phase("shorter chain", store -> enroll(store, new CertificateOrder(first, 12, 3))),
                new Phase("removal of all old ones", true, store -> store.prune(0)));
    }

    private static Phase phase(String name, Operation operation) {
        return new Phase(name, false, operation);
    }

    private static CaGeneration generation(IdempotentCa authority) {
        return new CaGeneration(authority.certificates(), IdempotentCa.BEGIN);
    }

    List<Phase> phases() {
        return phases;
    }

    /** Resets the counters before a phase is run for the first time. */
    void begin(Path directory) throws ScepException {
        before =
                CertificateStore.in(directory, FileOperations.ofDisk()).latest().map(Credential::certificate);
        transactions.clear();
        begun = 0;
        answers = 0;
    }

    /** The certificate in use before the phase. */
    Optional<X509Certificate> before() {
        return before;
    }

    /** The number of transactions of the phase, each of which is for one certificate. */
    int requestedCertificates() {
        return transactions.size();
    }

    /** The number of requests to the CA. */
    int answers() {
        return answers;
    }

    void run(Phase phase, Path directory, FileOperations operations) throws ScepException {
        CertificateStore store = CertificateStore.in(directory, operations);
        try (RunLock.Held held = store.lock().tryAcquire().orElseThrow()) {
            phase.operation.to(store.change(held));
        }
    }

    /** A certificate to request, with its CA, serial number, and number in the scenario. */
    private record CertificateOrder(IdempotentCa authority, int serial, int number) {}

    /** Enrolls like a run, which resumes a stored request. */
    private void enroll(LockedStore store, CertificateOrder certificate) throws ScepException {
        if (!store.store().latest().map(Credential::certificate).equals(before)) {
            return;
        }
        Optional<PendingEnrollment> found = store.store().pending();
        PendingEnrollment pending = found.isPresent() ? found.get() : begin(store, certificate.number);
        LoadedKey key = store.store().newKey().orElseThrow();
        TransactionId transaction = pending.ticket().transactionId();
        transactions.add(transaction);
        answers++;
        IssuedCertificate issued =
                certificate.authority.issue(transaction, pending.ticket().request(), certificate.serial);
        store.storePending(pending.waiting(pending.ticket(), IdempotentCa.BEGIN));
        store.install(key, issued);
    }

    private PendingEnrollment begin(LockedStore store, int number) throws ScepException {
        TestDevice device = devices.get(number * DEVICES_FOR_A_PHASE + begun);
        begun++;
        store.storeNewKey(device.key());
        store.storePending(PendingRequests.of(device));
        return PendingRequests.of(device);
    }
}
