package org.scepclient.cli.scepclient;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.agent.store.RequestRecord;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.enrollment.KnownOffer;
import org.scepclient.enrollment.RequestStore;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.file.FileOperations;
import org.scepclient.file.TextFile;
import org.scepclient.keys.LoadedKey;
import org.scepclient.pem.PemWriter;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaCertificatesPem;
import org.scepclient.trust.IssuedCertificate;

/**
 * The directory of {@code --out}: a key, its certificate, the chain and the CA, which appear together.
 *
 * <p>An unfinished enrollment is in {@code .enrollment} inside it, for the owner alone: the new key before its first use,
 * and the ticket of a pending request. The new files are completed there, marked as complete, and moved into place; a run
 * that finds the mark of an interrupted run moves the rest. The capabilities that the server offered stay there for later
 * runs, and the options with which the certificate was requested.
 *
 * <p>Files that another user owns or could have changed are rejected.
 */
final class EnrollmentDirectory implements AutoCloseable {
    static final String KEY = "key.pem";
    static final String CERTIFICATE = "cert.pem";
    static final String CHAIN = "chain.pem";
    static final String CA = "ca.pem";
    static final List<String> SET = List.of(KEY, CERTIFICATE, CHAIN, CA);
    private static final String WORK = ".enrollment";
    private static final String TICKET = "ticket";
    private static final String COMPLETE = "complete";
    private static final String OFFER = "offered";
    private static final String REQUESTED = "requested";

    private final DurableDirectory directory;
    private final DurableDirectory work;
    private final RequestStore request;
    private final EnrollmentLock lock;
    private final List<String> damage;

    private EnrollmentDirectory(DurableDirectory directory, EnrollmentLock lock, List<String> damage) {
        this.damage = damage;
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
     * Creates the directory if necessary, locks it, and completes an interrupted installation.
     *
     * @throws StorageException also if another user owns the directory or could change its files
     */
    static EnrollmentDirectory open(Path path, FileOperations operations) throws StorageException {
        List<String> damage = new ArrayList<>();
        DurableDirectory directory = new DurableDirectory(path, operations, damage::add);
        directory.prepareAmongOthers(FileAccess.PUBLIC);
        directory.inner(WORK).prepareAmongOthers(FileAccess.SECRET);
        EnrollmentLock lock = EnrollmentLock.tryAcquire(directory.inner(WORK))
                .orElseThrow(() -> new StorageException(
                        path.toString(), "another enrollment into this directory is running; wait for it, or stop it"));
        EnrollmentDirectory opened = new EnrollmentDirectory(directory, lock, damage);
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
        requireReadable(work, TICKET, this::ticket);
        requireReadable(work, KEY, this::newKey);
        work.requireReadable(OFFER, knownOffer()::check);
        for (DurableDirectory place : List.of(work, directory)) {
            requireReadable(
                    place,
                    CA,
                    () -> Files.exists(place.file(CA))
                            ? Optional.of(TextFile.caCertificates(place.file(CA)))
                            : Optional.empty());
        }
    }

    /** Reads the content of a file. */
    @FunctionalInterface
    private interface Content {
        Optional<?> read() throws ScepException;
    }

    /** Sets a file aside if it cannot be read: the enrollment begins again, the CA is recognized again. */
    private void requireReadable(DurableDirectory place, String name, Content content) throws StorageException {
        try {
            content.read();
        } catch (ScepException e) {
            place.setAside(name, e.getMessage());
        }
    }

    /** A line for each file that was set aside. */
    List<String> damage() {
        return List.copyOf(damage);
    }

    Path file(String name) {
        return directory.file(name);
    }

    boolean has(String name) {
        return Files.exists(file(name));
    }

    /** The certificates of the CA that an earlier run recognized. */
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

    /** Files of versions without marked trust anchors: the recognized one is the last of the chain. */
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

    /** The capabilities that servers offered to earlier runs. */
    KnownOffer knownOffer() {
        return new KnownOffer(work, OFFER);
    }

    /** The current key. */
    LoadedKey key() throws ScepException {
        directory.requireOwn(KEY);
        return LoadedKey.read(file(KEY));
    }

    /** The current certificate. */
    X509Certificate certificate() throws StorageException {
        directory.requireOwn(CERTIFICATE);
        return TextFile.certificate(file(CERTIFICATE));
    }

    /** The certificates above the current one, the issuer first. */
    List<X509Certificate> chain() throws StorageException {
        directory.requireOwn(CHAIN);
        return TextFile.certificates(file(CHAIN));
    }

    /** Damage of key and certificate, if any. Files that may be another user's are an error, not damage. */
    Optional<String> damageOfPair() throws StorageException {
        directory.requireOwn(CERTIFICATE);
        directory.requireOwn(KEY);
        try {
            return key().publicKey().equals(certificate().getPublicKey())
                    ? Optional.empty()
                    : Optional.of(file(KEY) + " is not the key of " + file(CERTIFICATE));
        } catch (ScepException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** Damage of the certificates beside the pair, if any: a renewal writes them again. */
    Optional<String> damageOfChain() {
        for (String name : List.of(CHAIN, CA)) {
            try {
                TextFile.certificates(file(name));
            } catch (ScepException e) {
                return Optional.of(e.getMessage());
            }
        }
        return Optional.empty();
    }

    /** How the current certificate was requested; empty if that is not known. */
    Optional<RequestRecord> requested() throws StorageException {
        if (!work.has(REQUESTED)) {
            return Optional.empty();
        }
        work.requireOwn(REQUESTED);
        try {
            RequestRecord record = RequestRecord.decode(work.file(REQUESTED).toString(), work.text(REQUESTED));
            return record.isOf(certificate().getPublicKey()) ? Optional.of(record) : Optional.empty();
        } catch (StorageException e) {
            return Optional.empty();
        }
    }

    /** Stores how the certificate that was just installed was requested. */
    void storeRequested(RequestRecord record) throws StorageException {
        work.write(REQUESTED, FileAccess.PUBLIC, record.encode());
    }

    /** The key of an unfinished request. */
    Optional<LoadedKey> newKey() throws ScepException {
        return request.key();
    }

    /** Stores the key of a request before it is sent, so that a certificate never lacks its key. */
    void storeNewKey(LoadedKey key) throws ScepException {
        request.storeKey(key);
    }

    /** The pending request. */
    Optional<EnrollmentTicket> ticket() throws StorageException {
        Optional<String> text = request.request();
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(EnrollmentTicket.decode(request.requestFile().toString(), text.get()));
    }

    /** Stores a pending request with its CA, which a later run does not recognize again. */
    void storeTicket(EnrollmentTicket ticket, CaCertificates ca) throws StorageException {
        work.write(CA, FileAccess.PUBLIC, CaCertificatesPem.write(ca));
        request.storeRequest(ticket.encode());
    }

    /** Installs the new key, its certificate, the chain and the CA, all or none. */
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

    /** Discards an unfinished request. */
    void discard() throws StorageException {
        request.discard();
        for (String name : List.of(CERTIFICATE, CHAIN, CA)) {
            work.delete(name);
        }
    }

    /** Releases the lock; keeps an unfinished request and the offered capabilities. */
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
