package org.scepclient.cli.scepclient;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.scepclient.enrollment.EnrollmentTicket;
import org.scepclient.enrollment.TicketText;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.FileProblem;
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
 * there, marked as complete, and moved into place; a run that finds the mark of an interrupted one moves the rest.
 */
final class EnrollmentDirectory implements AutoCloseable {
    static final String KEY = "key.pem";
    static final String CERTIFICATE = "cert.pem";
    static final String CHAIN = "chain.pem";
    static final String CA = "ca.pem";
    private static final List<String> SET = List.of(KEY, CERTIFICATE, CHAIN, CA);
    private static final String TICKET = "ticket";
    private static final String COMPLETE = "complete";
    private static final String LOCK = "lock";

    private final Path directory;
    private final Path work;
    private @Nullable FileChannel lock;

    private EnrollmentDirectory(Path directory) {
        this.directory = directory;
        this.work = directory.resolve(".enrollment");
    }

    /** Makes the directory where it is missing, keeps other runs out of it, and finishes what one left half done. */
    static EnrollmentDirectory open(Path path) throws StorageException {
        EnrollmentDirectory opened = new EnrollmentDirectory(path);
        try {
            Files.createDirectories(path);
            opened.makeWorkDirectory();
            opened.acquireLock();
            if (Files.exists(opened.work.resolve(COMPLETE))) {
                opened.moveIntoPlace();
            }
            return opened;
        } catch (IOException e) {
            throw unusable(path, e);
        }
    }

    private static StorageException unusable(Path path, IOException problem) {
        String reason = problem instanceof java.nio.file.FileAlreadyExistsException
                ? "it is no directory"
                : FileProblem.of(problem);
        return new StorageException(path.toString(), "cannot use the directory: " + reason, problem);
    }

    private void makeWorkDirectory() throws IOException {
        if (Files.isDirectory(work)) {
            return;
        }
        boolean posix = directory.getFileSystem().supportedFileAttributeViews().contains("posix");
        if (posix) {
            Files.createDirectory(
                    work, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        } else {
            Files.createDirectory(work);
        }
    }

    private void acquireLock() throws IOException, StorageException {
        FileChannel channel = FileChannel.open(work.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!locked(channel)) {
            channel.close();
            throw new StorageException(
                    directory.toString(), "another enrollment into this directory is running; wait for it or end it");
        }
        lock = channel;
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            FileLock held = channel.tryLock();
            return held != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    Path file(String name) {
        return directory.resolve(name);
    }

    boolean has(String name) {
        return Files.exists(file(name));
    }

    /** The certificates of the CA that an earlier run recognised. */
    Optional<CaCertificates> knownCa() throws ScepException {
        for (Path file : List.of(work.resolve(CA), file(CA))) {
            if (Files.exists(file)) {
                CaCertificatesPem known = TextFile.caCertificates(file);
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
        X509Certificate anchor = TextFile.certificates(file(CHAIN)).getLast();
        return unmarked.certificates().contains(anchor)
                ? Optional.of(new CaCertificates(unmarked.certificates(), Set.of(anchor)))
                : Optional.empty();
    }

    /** The key in use. */
    LoadedKey key() throws ScepException {
        return PemKeySource.of(file(KEY)).load();
    }

    /** The key of a request that was begun and not finished. */
    Optional<LoadedKey> newKey() throws ScepException {
        Path file = work.resolve(KEY);
        return Files.exists(file) ? Optional.of(PemKeySource.of(file).load()) : Optional.empty();
    }

    /** To be called before the request is sent, so that whatever happens then, the certificate has its key. */
    void storeNewKey(LoadedKey key) throws ScepException {
        TextFile.write(
                work.resolve(KEY),
                FileAccess.SECRET,
                PemWriter.privateKey(key.key().privateKey()));
    }

    /** The request that waits for the CA's decision. */
    Optional<EnrollmentTicket> ticket() throws StorageException {
        Path file = work.resolve(TICKET);
        return Files.exists(file)
                ? Optional.of(TicketText.decode(file.toString(), TextFile.read(file)))
                : Optional.empty();
    }

    /** Keeps a request that waits, with the CA that it was sent to, which is not to be recognised anew. */
    void storeTicket(EnrollmentTicket ticket, CaCertificates ca) throws StorageException {
        TextFile.write(work.resolve(CA), FileAccess.PUBLIC, CaCertificatesPem.write(ca));
        TextFile.write(work.resolve(TICKET), FileAccess.SECRET, TicketText.encode(ticket));
    }

    /** Puts the new key, its certificate, the chain and the CA in place, all or none. */
    void install(IssuedCertificate issued, CaCertificates ca) throws StorageException {
        TextFile.write(work.resolve(CERTIFICATE), FileAccess.PUBLIC, PemWriter.certificate(issued.certificate()));
        TextFile.write(work.resolve(CHAIN), FileAccess.PUBLIC, PemWriter.certificates(issued.chain()));
        TextFile.write(work.resolve(CA), FileAccess.PUBLIC, CaCertificatesPem.write(ca));
        try {
            Files.createFile(work.resolve(COMPLETE));
            moveIntoPlace();
        } catch (IOException e) {
            throw unusable(directory, e);
        }
    }

    private void moveIntoPlace() throws IOException {
        for (String name : SET) {
            Path complete = work.resolve(name);
            if (Files.exists(complete)) {
                Files.move(complete, file(name), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Files.deleteIfExists(work.resolve(TICKET));
        Files.deleteIfExists(work.resolve(COMPLETE));
    }

    /** Forgets a request that was begun: the CA refused it, or another is wanted. */
    void discard() throws StorageException {
        try {
            for (String name : List.of(TICKET, KEY, CERTIFICATE, CHAIN, CA)) {
                Files.deleteIfExists(work.resolve(name));
            }
        } catch (IOException e) {
            throw unusable(work, e);
        }
    }

    /** Lets others in; an unfinished request stays. */
    @Override
    public void close() throws StorageException {
        try {
            boolean unfinished = Files.exists(work.resolve(KEY)) || Files.exists(work.resolve(TICKET));
            if (!unfinished) {
                Files.deleteIfExists(work.resolve(LOCK));
                Files.deleteIfExists(work);
            }
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            throw unusable(work, e);
        }
    }
}
