package org.scepclient.agent.store;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.enrollment.KnownOffer;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.keys.LoadedKey;
import org.scepclient.trust.IssuedCertificate;

/**
 * The store while this process holds the lock: all its changes. After a kill every change is either complete or absent,
 * and {@link #open} completes those that were begun.
 */
public final class LockedStore {
    private final CertificateStore store;
    private final DurableDirectory directory;
    private final DurableDirectory pending;
    private final Installation installation;
    private final Deployments deployments;
    private final DamagedFiles damaged;

    private LockedStore(CertificateStore store) {
        this.store = store;
        this.directory = store.directory();
        this.pending = store.pendingDirectory();
        this.installation = new Installation(store);
        this.deployments = new Deployments(store, installation);
        this.damaged = new DamagedFiles(store);
    }

    static LockedStore open(CertificateStore store, RunLock.Held held) throws StorageException {
        if (!held.isValid()) {
            throw new IllegalStateException("the run lock was closed before the store was opened");
        }
        LockedStore opened = new LockedStore(store);
        opened.recover();
        return opened;
    }

    /** Sets aside notes that are from the future, which is known once the clock is set. */
    public void clearFuture(Instant now) throws StorageException {
        damaged.clearFuture(now);
    }

    /** The store for reading. */
    public CertificateStore store() {
        return store;
    }

    private void recover() throws StorageException {
        OwnDirectory.prepare(directory);
        damaged.clearPlaces();
        pending.prepare();
        for (DurableDirectory each : List.of(directory, pending)) {
            each.deleteUnfinished();
        }
        for (String name : directory.names()) {
            if (CredentialName.ofKeyFile(name).isPresent() && directory.has(name)) {
                directory.keepSecret(name);
            }
        }
        installation.finish();
        installation.linkLatestFiles();
        damaged.clearContent();
        restoreCa();
        deployments.finish();
        LatestCredential latest = store.inspect();
        if (latest instanceof LatestCredential.Recovered recovered) {
            directory.report(recovered.problem() + "; the links point to certificate "
                    + recovered.credential().serial() + " now");
            installation.link(recovered.credential());
        } else if (latest instanceof LatestCredential.Unusable unusable) {
            directory.report(unusable.problem() + "; the certificate cannot be used, and another one is requested");
        }
    }

    /** Completes the file and its copy from one another. */
    private void restoreCa() throws StorageException {
        Optional<KnownCa> ca = store.ca();
        boolean equal = store.ca(CertificateStore.KNOWN_CA).equals(store.ca(CertificateStore.KNOWN_CA_COPY));
        if (ca.isPresent() && !equal) {
            storeCa(ca.get());
        }
    }

    public void storeCa(KnownCa ca) throws StorageException {
        String text = KnownCaText.encode(ca);
        directory.write(CertificateStore.KNOWN_CA, FileAccess.PUBLIC, text);
        directory.write(CertificateStore.KNOWN_CA_COPY, FileAccess.PUBLIC, text);
    }

    /** Stores the issuers of the certificate in use. */
    public void storeIssuers(IssuedCertificate inUse) throws StorageException {
        installation.storeIssuers(inUse);
    }

    /** Makes the next run recognize the CA again, for example because the settings name another server. */
    public void forgetCa() throws StorageException {
        directory.delete(CertificateStore.KNOWN_CA_COPY);
        directory.delete(CertificateStore.KNOWN_CA);
    }

    /** The capabilities that the server has offered. */
    public KnownOffer offer() {
        return new KnownOffer(directory, CertificateStore.OFFER);
    }

    /**
     * Stores a new key before a certificate is requested for it. A stored request for another key is removed.
     */
    public void storeNewKey(LoadedKey key) throws ScepException {
        store.request().storeKey(key);
    }

    /** Keeps a request: before it is sent, and whenever its state changes. */
    public void storePending(PendingEnrollment request) throws StorageException {
        store.request().storeRequest(PendingText.encode(request));
    }

    /** Forgets a request that was begun, with its key; never one whose certificate has come. */
    public void discardPending() throws StorageException {
        store.request().discard();
    }

    /** Stored before the certificate is put in use: see {@link RequestRecord#isOf}. */
    public void storeRequested(RequestRecord requested) throws StorageException {
        directory.write(CertificateStore.REQUESTED, FileAccess.SECRET, requested.encode());
    }

    public void storeSuccessorCheck(SuccessorCheck check) throws StorageException {
        directory.write(CertificateStore.SUCCESSOR_CHECK, FileAccess.PUBLIC, check.encode());
    }

    /** Notes that the success script has handed this certificate to the services. */
    public void storeScriptRun(Credential handedOver) throws StorageException {
        directory.write(
                CertificateStore.SCRIPT_RUN,
                FileAccess.PUBLIC,
                ScriptRun.of(handedOver.certificate()).encode());
    }

    /** Requests no certificate for a while. */
    public void storeHoldOff(HoldOff holdOff) throws StorageException {
        directory.write(CertificateStore.HOLD_OFF, FileAccess.SECRET, holdOff.encode());
    }

    public void removeHoldOff() throws StorageException {
        directory.delete(CertificateStore.HOLD_OFF);
    }

    /**
     * Puts a new credential in use: the certificate is on the disk before anything else happens, then {@code SERIAL.key},
     * {@code SERIAL.crt}, {@code ca.crt-N} are made, last the links are turned. The request is forgotten.
     */
    public Credential install(LoadedKey newKey, IssuedCertificate issued) throws ScepException {
        return install(newKey, issued, Optional.empty());
    }

    /**
     * As {@link #install}, but the new credential is not put in use: it waits as that of the deployment, until
     * {@link #tryOut}.
     */
    public Credential keep(LoadedKey newKey, IssuedCertificate issued, Deployment deployment) throws ScepException {
        return install(newKey, issued, Optional.of(deployment));
    }

    private Credential install(LoadedKey newKey, IssuedCertificate issued, Optional<Deployment> deployment)
            throws ScepException {
        storeNewKey(newKey);
        installation.keep(issued, deployment);
        return installation
                .finish()
                .orElseThrow(() -> new StorageException(
                        store.path().toString(),
                        "the issued certificate is not for the key that was stored, and is not used"));
    }

    /**
     * Puts the new credential of a deployment in use.
     *
     * @param previous the credential to go back to; empty if there is none
     * @return the deployment in its new state
     */
    public Deployment tryOut(Deployment deployment, Optional<Credential> previous) throws StorageException {
        return deployments.tryOut(deployment, previous);
    }

    /**
     * Puts the previous credential of a deployment back in use.
     *
     * @return the deployment in its new state
     */
    public Deployment rollBack(Deployment deployment, String reason) throws StorageException {
        return deployments.rollBack(deployment, reason);
    }

    /** Notes that the services use the previous credential again. */
    public void storeRolledBack(Deployment deployment) throws StorageException {
        deployments.store(deployment.rolledBack());
    }

    /** The new credential stays in use. */
    public void endDeployment() throws StorageException {
        directory.delete(CertificateStore.DEPLOYMENT);
    }

    /**
     * Removes all but the credential in use, those of a deployment, the one that signs a pending request, and this many older ones: the last
     * written, since their content does not matter and is not read.
     */
    public void prune(int keep) throws StorageException {
        Optional<Credential> latest = store.latest();
        if (latest.isEmpty()) {
            return;
        }
        Set<String> used = new HashSet<>(Set.of(name(latest.get().keyFile())));
        store.deployment().ifPresent(deployment -> {
            used.add(deployment.next().credential().keyFile());
            deployment.previous().ifPresent(side -> used.add(side.credential().keyFile()));
        });
        store.pending().ifPresent(request -> used.add(request.ticket().keyReference()));
        List<CredentialName> older = store.credentials().lastWrittenFirst().stream()
                .filter(name -> !used.contains(name.keyFile()))
                .toList();
        for (CredentialName name : older.subList(Math.min(keep, older.size()), older.size())) {
            directory.delete(name.certificateFile());
            directory.delete(name.keyFile());
        }
        pruneSingleKeys(used);
    }

    /** A kill can leave a key whose certificate is removed, or was not made before another was. */
    private void pruneSingleKeys(Set<String> used) throws StorageException {
        for (String file : directory.names()) {
            Optional<CredentialName> name = CredentialName.ofKeyFile(file);
            if (name.isPresent()
                    && !used.contains(file)
                    && !directory.has(name.get().certificateFile())) {
                directory.delete(file);
            }
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
