package org.scepclient.store;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.keys.LoadedKey;
import org.scepclient.pem.PemWriter;
import org.scepclient.trust.IssuedCertificate;

/**
 * The store while this process holds the lock: all that changes it. Every change is whole or not there after a kill,
 * and {@link #open} finishes what was begun.
 */
public final class LockedStore {
    private final CertificateStore store;
    private final DurableDirectory directory;
    private final DurableDirectory pending;
    private final Installation installation;

    private LockedStore(CertificateStore store) {
        this.store = store;
        this.directory = store.directory();
        this.pending = store.pendingDirectory();
        this.installation = new Installation(store);
    }

    static LockedStore open(CertificateStore store, RunLock.Held held) throws StorageException {
        if (!held.isValid()) {
            throw new IllegalStateException("the run lock was closed before the store was opened");
        }
        LockedStore opened = new LockedStore(store);
        opened.recover();
        return opened;
    }

    /** What can be read. */
    public CertificateStore store() {
        return store;
    }

    private void recover() throws StorageException {
        directory.prepare();
        pending.prepare();
        for (String name : directory.names()) {
            if (PairName.ofKeyFile(name).isPresent() && directory.has(name)) {
                directory.keepSecret(name);
            }
        }
        installation.finish();
        if (store.inspect() instanceof LatestPair.Recovered recovered) {
            installation.link(recovered.pair());
        }
    }

    public void storeCa(KnownCa ca) throws StorageException {
        directory.write(CertificateStore.KNOWN_CA, FileAccess.PUBLIC, KnownCaText.encode(ca));
    }

    /** The CA is recognised anew, for example because the settings name another server. */
    public void forgetCa() throws StorageException {
        directory.delete(CertificateStore.KNOWN_CA);
    }

    /** Keeps a key that is to be certified, before anything is asked for it. */
    public void storeNewKey(LoadedKey key) throws ScepException {
        pending.write(
                CertificateStore.PENDING_KEY,
                FileAccess.SECRET,
                PemWriter.privateKey(key.key().privateKey()));
    }

    /** Keeps a request: before it is sent, and whenever its state changes. */
    public void storePending(PendingEnrollment request) throws StorageException {
        pending.write(CertificateStore.PENDING_REQUEST, FileAccess.SECRET, PendingText.encode(request));
    }

    /** Forgets a request that was begun, with its key; never one whose certificate has come. */
    public void discardPending() throws StorageException {
        pending.delete(CertificateStore.PENDING_REQUEST);
        pending.delete(CertificateStore.PENDING_KEY);
    }

    /**
     * Puts a new pair in use: the certificate is on the disk before anything else happens, then {@code SERIAL.key},
     * {@code SERIAL.crt}, {@code ca.crt-N} are made, last the links are turned. The request is forgotten.
     */
    public Credential install(LoadedKey newKey, IssuedCertificate issued) throws ScepException {
        storeNewKey(newKey);
        installation.keep(issued);
        installation.finish();
        return store.latest()
                .orElseThrow(() -> new StorageException(
                        store.path().toString(), "the certificate that was just stored cannot be read again"));
    }

    /** Removes all but the pair in use and this many older ones. */
    public void prune(int keep) throws StorageException {
        Optional<Credential> latest = store.latest();
        if (latest.isEmpty()) {
            return;
        }
        List<Credential> older = store.pairs().newestFirst().stream()
                .filter(pair -> !pair.keyFile().equals(latest.get().keyFile()))
                .toList();
        for (Credential pair : older.subList(Math.min(keep, older.size()), older.size())) {
            remove(pair);
        }
    }

    /** The key first: where the other half is left, it is nothing that others could use. */
    private void remove(Credential pair) throws StorageException {
        for (var file : Stream.of(pair.keyFile(), pair.certificateFile()).toList()) {
            directory.delete(String.valueOf(file.getFileName()));
        }
    }

    /** The certificates of a chain in {@code ca.crt-0} and so on. */
    static void storeChain(DurableDirectory directory, List<X509Certificate> chain) throws StorageException {
        for (int i = 0; i < chain.size(); i++) {
            directory.write(
                    CertificateStore.CA_CERTIFICATE + i, FileAccess.PUBLIC, PemWriter.certificate(chain.get(i)));
        }
        for (String name : directory.names()) {
            var matcher = CertificateStore.CA_CERTIFICATE_FORM.matcher(name);
            if (matcher.matches() && Integer.parseInt(matcher.group(1)) >= chain.size()) {
                directory.delete(name);
            }
        }
    }
}
