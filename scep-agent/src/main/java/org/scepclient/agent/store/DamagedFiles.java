package org.scepclient.agent.store;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.enrollment.KnownOffer;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;

/**
 * The files that a device can do without: all but the key and certificate in use. A file that cannot be read is set
 * aside and reported, so that it stops no run: a request is made again, the CA is recognized again, and the chain follows from both.
 */
final class DamagedFiles {
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);
    private static final int MAX_READ = 100;

    private final CertificateStore store;
    private final DurableDirectory directory;
    private final DurableDirectory pending;

    DamagedFiles(CertificateStore store) {
        this.store = store;
        this.directory = store.directory();
        this.pending = store.pendingDirectory();
    }

    /** Sets aside whatever stands in the place of a file, a link or a directory. */
    void clearPlaces() throws StorageException {
        Path inner = pending.path();
        if (Files.exists(inner, LinkOption.NOFOLLOW_LINKS) && !Files.isDirectory(inner, LinkOption.NOFOLLOW_LINKS)) {
            directory.setAside(CertificateStore.PENDING, "it is not a directory");
        }
        for (String name : CertificateStore.FILES) {
            directory.requireFile(name);
        }
        for (String name : directory.names()) {
            if (isIssuer(name) || isCredential(name)) {
                directory.requireFile(name);
            }
        }
        requireLink(Credentials.LATEST_KEY, store.credentials().linkedKey());
        requireLink(Credentials.LATEST_CERTIFICATE, store.credentials().linkedCertificate());
        for (String name : CertificateStore.PENDING_FILES) {
            pending.requireFile(name);
        }
        pending.requireReadable(CertificateStore.PENDING_ANSWER, store::pendingAnswer);
        pending.requireReadable(CertificateStore.PENDING_DEPLOYMENT, store::pendingDeployment);
    }

    private static boolean isIssuer(String name) {
        return CertificateStore.CA_CERTIFICATE_FORM.matcher(name).matches();
    }

    private static boolean isCredential(String name) {
        return CredentialName.ofKeyFile(name).isPresent()
                || CredentialName.ofCertificateFile(name).isPresent();
    }

    /** A file in place of a link may be of a credential: {@link Installation#linkLatestFiles}. */
    private void requireLink(String name, Optional<CredentialName> target) throws StorageException {
        if (directory.linked(name).isEmpty()) {
            directory.requireFile(name);
        } else if (target.isEmpty()) {
            directory.setAside(name, "the link does not point to a file that belongs there");
        }
    }

    /** Sets aside files with content that is not ours. */
    void clearContent() throws StorageException {
        for (String name : List.of(CertificateStore.KNOWN_CA, CertificateStore.KNOWN_CA_COPY)) {
            directory.requireReadable(name, () -> store.ca(name));
        }
        directory.requireReadable(CertificateStore.OFFER, new KnownOffer(directory, CertificateStore.OFFER)::check);
        directory.requireReadable(CertificateStore.HOLD_OFF, store::holdOff);
        directory.requireReadable(CertificateStore.REQUESTED, store::requested);
        directory.requireReadable(CertificateStore.SUCCESSOR_CHECK, store::successorCheck);
        directory.requireReadable(CertificateStore.SCRIPT_RUN, store::scriptRun);
        directory.requireReadable(CertificateStore.DEPLOYMENT, store::deployment);
        directory.requireReadable(CertificateStore.SERVICE, () -> directory.text(CertificateStore.SERVICE));
        for (String name : directory.names()) {
            if (isIssuer(name)) {
                directory.requireReadable(name, () -> store.issuer(name));
            }
        }
        pending.requireReadable(CertificateStore.PENDING_KEY, store::newKey);
        pending.requireReadable(CertificateStore.PENDING_REQUEST, store::pending);
        clearOldCredentials();
    }

    /**
     * The files that the links or a deployment name stay, whatever is in them. Very many are not read, which would delay each
     * check; they are pruned.
     */
    private void clearOldCredentials() throws StorageException {
        Credentials credentials = store.credentials();
        Set<CredentialName> used = new HashSet<>();
        credentials.linkedKey().ifPresent(used::add);
        credentials.linkedCertificate().ifPresent(used::add);
        store.deployment().ifPresent(deployment -> {
            used.add(deployment.next().credential());
            deployment.previous().ifPresent(side -> used.add(side.credential()));
        });
        List<String> names =
                directory.names().stream().filter(DamagedFiles::isCredential).toList();
        if (names.size() > MAX_READ) {
            return;
        }
        for (String name : names) {
            if (CredentialName.ofKeyFile(name)
                    .filter(key -> !used.contains(key))
                    .isPresent()) {
                directory.requireReadable(name, () -> credentials.key(name));
            }
            Optional<CredentialName> certificate =
                    CredentialName.ofCertificateFile(name).filter(other -> !used.contains(other));
            if (certificate.isPresent()) {
                directory.requireReadable(name, () -> credentials.certificate(certificate.get()));
            }
        }
    }

    /** Sets aside notes from the future, which would otherwise count for nothing until then. */
    void clearFuture(Instant now) throws StorageException {
        clearFuture(CertificateStore.HOLD_OFF, store.holdOff().map(HoldOff::since), now);
        clearFuture(CertificateStore.SUCCESSOR_CHECK, store.successorCheck().map(SuccessorCheck::time), now);
    }

    private void clearFuture(String name, Optional<Instant> time, Instant now) throws StorageException {
        if (time.filter(now.plus(CLOCK_SKEW)::isBefore).isPresent()) {
            directory.setAside(name, "it is from the future: it is of " + time.get() + ", and now is " + now);
        }
    }
}
