package org.scepclient.agent.store;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.trust.CaCertificatesPem;

/**
 * The changes between the two credentials of a {@link Deployment}. Each begins with the state in the file, which names the
 * credential that will be in use, so that it is completed after a kill.
 */
final class Deployments {
    private final CertificateStore store;
    private final DurableDirectory directory;
    private final Credentials credentials;
    private final Installation installation;

    Deployments(CertificateStore store, Installation installation) {
        this.store = store;
        this.directory = store.directory();
        this.credentials = store.credentials();
        this.installation = installation;
    }

    void store(Deployment deployment) throws StorageException {
        directory.write(CertificateStore.DEPLOYMENT, FileAccess.SECRET, deployment.encode());
    }

    Deployment tryOut(Deployment deployment, Optional<Credential> previous) throws StorageException {
        Optional<Deployment.Side> side = previous.isPresent() ? Optional.of(side(previous.get())) : Optional.empty();
        Deployment tried = deployment.tried(side);
        store(tried);
        use(tried.next());
        return tried;
    }

    Deployment rollBack(Deployment deployment, String reason) throws StorageException {
        Deployment failed = deployment.failed(reason);
        store(failed);
        use(failed.previous().orElseThrow());
        return failed;
    }

    /** Completes the change that a killed run has begun, or forgets a deployment whose credential is lost. */
    void finish() throws StorageException {
        Optional<Deployment> deployment = store.deployment();
        if (deployment.isEmpty()) {
            return;
        }
        Optional<Deployment.Side> inUse = deployment.get().inUse();
        if (inUse.isEmpty() && isInUse(deployment.get().next())) {
            directory.delete(CertificateStore.DEPLOYMENT);
        } else if (!isUsable(deployment.get().next())
                || inUse.filter(side -> !isUsable(side)).isPresent()) {
            Optional<Deployment.Side> left =
                    deployment.get().previous().filter(side -> inUse.isPresent() && isUsable(side));
            if (left.isPresent()) {
                use(left.get());
            }
            directory.report(directory.file(CertificateStore.DEPLOYMENT) + ": the files of certificate "
                    + deployment.get().serial() + " or of the one before it are lost; the deployment is forgotten");
            directory.delete(CertificateStore.DEPLOYMENT);
        } else if (inUse.isPresent()) {
            use(inUse.get());
        }
    }

    /** By a person, or because the previous credential was lost. */
    private boolean isInUse(Deployment.Side next) throws StorageException {
        return store.latest()
                .filter(credential -> credential
                        .keyFile()
                        .equals(directory.file(next.credential().keyFile())))
                .isPresent();
    }

    private boolean isUsable(Deployment.Side side) {
        return credentials.credential(side.credential()).isPresent();
    }

    private Deployment.Side side(Credential credential) throws StorageException {
        CredentialName name = CredentialName.ofKeyFile(
                        String.valueOf(credential.keyFile().getFileName()))
                .orElseThrow();
        return new Deployment.Side(
                name,
                store.issuers().text(),
                store.requested().map(RequestRecord::encode).orElse(""));
    }

    private void use(Deployment.Side side) throws StorageException {
        Credential credential = credentials
                .credential(side.credential())
                .orElseThrow(() -> new StorageException(
                        directory.file(side.credential().certificateFile()).toString(),
                        "the key or the certificate of the deployment is unusable; the next check forgets it"));
        installation.storeChain(
                side.chain().isBlank()
                        ? new CaCertificatesPem(List.of(), Set.of(), Set.of())
                        : CaCertificatesPem.read(
                                side.chain(),
                                directory.file(CertificateStore.DEPLOYMENT).toString()));
        if (!side.requested().isBlank()) {
            directory.write(CertificateStore.REQUESTED, FileAccess.SECRET, side.requested());
        }
        installation.link(credential);
    }
}
