package org.scepclient.cli.scepclient;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.enrollment.KnownOffer;
import org.scepclient.enrollment.RequestStore;
import org.scepclient.enrollment.TicketText;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.file.FileOperations;
import org.scepclient.file.TextFile;
import org.scepclient.keys.LoadedKey;
import org.scepclient.keys.PemKeySource;
import org.scepclient.pem.PemWriter;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaCertificatesPem;
import org.scepclient.trust.IssuedCertificate;

/**
 * The directory of {@code --out}: a key, its certificate, the chain and the CA, which appear together.
 *
 * <p>What is under way stands in {@code .enrollment} inside it, for the owner alone: the new key from the moment
 * it is used, and the ticket of a request that waits. When the certificate has come, the new files are completed
 * there, marked as complete, and moved into place; a run that finds the mark of an interrupted one moves the rest. What
 * the server has offered stays there for later runs.
 *
 * <p>Nothing is used that another user owns or could have changed.
 */
final class EnrollmentDirectory implements AutoCloseable {
    static final String KEY = "key.pem";
    static final String CERTIFICATE = "cert.pem";
    static final String CHAIN = "chain.pem";
    static final String CA = "ca.pem";
    private static final List<String> SET = List.of(KEY, CERTIFICATE, CHAIN, CA);
    private static final String WORK = ".enrollment";
    private static final String TICKET = "ticket";
    private static final String COMPLETE = "complete";
    private static final String OFFER = "offered";

    private final DurableDirectory directory;
    private final DurableDirectory work;
    private final RequestStore request;
    private final EnrollmentLock lock;

    private EnrollmentDirectory(DurableDirectory directory, EnrollmentLock lock) {
        this.directory = directory;
        this.work = directory.inner(WORK);
        this.request = new RequestStore(work, KEY, TICKET);
        this.lock = lock;
    }

    /** As {@link #open(Path, FileOperations)}, on the disk. */
    static EnrollmentDirectory open(Path path) throws StorageException {
        return open(path, FileOperations.ofDisk());
    }

    /**
     * Makes the directory where it is missing, keeps other runs out of it, and finishes what one left half done.
     *
     * @throws StorageException also if another user owns the directory, or could change what is in it
     */
    static EnrollmentDirectory open(Path path, FileOperations operations) throws StorageException {
        DurableDirectory directory = new DurableDirectory(path, operations);
        directory.prepareAmongOthers(FileAccess.PUBLIC);
        directory.inner(WORK).prepareAmongOthers(FileAccess.SECRET);
        EnrollmentLock lock = EnrollmentLock.tryAcquire(directory.inner(WORK))
                .orElseThrow(() -> new StorageException(
                        path.toString(), "another enrollment into this directory is running; wait for it or end it"));
        EnrollmentDirectory opened = new EnrollmentDirectory(directory, lock);
        boolean ready = false;
        try {
            opened.recover();
            ready = true;
            return opened;
        } finally {
            if (!ready) {
                lock.close();
            }
        }
    }

    private void recover() throws StorageException {
        work.deleteUnfinished();
        if (work.has(COMPLETE)) {
            moveIntoPlace();
        }
    }

    Path file(String name) {
        return directory.file(name);
    }

    boolean has(String name) {
        return Files.exists(file(name));
    }

    /** The certificates of the CA that an earlier run recognised. */
    Optional<CaCertificates> knownCa() throws ScepException {
        for (DurableDirectory place : List.of(work, directory)) {
            if (Files.exists(place.file(CA))) {
                place.requireOwn(CA);
                CaCertificatesPem known = TextFile.caCertificates(place.file(CA));
                return known.isMarked() ? Optional.of(known.trusted()) : known(known);
            }
        }
        return Optional.empty();
    }

    /** Before trust anchors were marked, the chain ended with the one that had been recognised. */
    private Optional<CaCertificates> known(CaCertificatesPem unmarked) throws ScepException {
        if (!has(CHAIN)) {
            return Optional.empty();
        }
        directory.requireOwn(CHAIN);
        X509Certificate anchor = TextFile.certificates(file(CHAIN)).getLast();
        return unmarked.certificates().contains(anchor)
                ? Optional.of(new CaCertificates(unmarked.certificates(), Set.of(anchor)))
                : Optional.empty();
    }

    /** The capabilities that servers have offered to earlier runs. */
    KnownOffer knownOffer() {
        return new KnownOffer(work, OFFER);
    }

    /** The key in use. */
    LoadedKey key() throws ScepException {
        directory.requireOwn(KEY);
        return PemKeySource.of(file(KEY)).load();
    }

    /** The certificate in use. */
    X509Certificate certificate() throws StorageException {
        directory.requireOwn(CERTIFICATE);
        return TextFile.certificate(file(CERTIFICATE));
    }

    /** The key of a request that was begun and not finished. */
    Optional<LoadedKey> newKey() throws ScepException {
        return request.key();
    }

    /** To be called before the request is sent, so that whatever happens then, the certificate has its key. */
    void storeNewKey(LoadedKey key) throws ScepException {
        request.storeKey(key);
    }

    /** The request that waits for the CA's decision. */
    Optional<EnrollmentTicket> ticket() throws StorageException {
        Optional<String> text = request.request();
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(TicketText.decode(request.requestFile().toString(), text.get()));
    }

    /** Keeps a request that waits, with the CA that it was sent to, which is not to be recognised anew. */
    void storeTicket(EnrollmentTicket ticket, CaCertificates ca) throws StorageException {
        work.write(CA, FileAccess.PUBLIC, CaCertificatesPem.write(ca));
        request.storeRequest(TicketText.encode(ticket));
    }

    /** Puts the new key, its certificate, the chain and the CA in place, all or none. */
    void install(IssuedCertificate issued, CaCertificates ca) throws StorageException {
        work.write(CERTIFICATE, FileAccess.PUBLIC, PemWriter.certificate(issued.certificate()));
        work.write(CHAIN, FileAccess.PUBLIC, PemWriter.certificates(issued.chain()));
        work.write(CA, FileAccess.PUBLIC, CaCertificatesPem.write(ca));
        work.write(COMPLETE, FileAccess.PUBLIC, "");
        moveIntoPlace();
    }

    private void moveIntoPlace() throws StorageException {
        for (String name : SET) {
            if (work.has(name)) {
                work.move(name, directory);
            }
        }
        work.delete(TICKET);
        work.delete(COMPLETE);
    }

    /** Forgets a request that was begun: the CA refused it, or another is wanted. */
    void discard() throws StorageException {
        request.discard();
        for (String name : List.of(CERTIFICATE, CHAIN, CA)) {
            work.delete(name);
        }
    }

    /** Releases the lock; keeps an unfinished request, and what the server has offered. */
    @Override
    public void close() throws StorageException {
        try (lock) {
            if (!request.hasKey() && !request.hasRequest()) {
                discard();
                lock.removeFile();
                work.removeIfEmpty();
            }
        }
    }
}
