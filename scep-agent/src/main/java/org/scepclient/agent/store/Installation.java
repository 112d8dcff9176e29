package org.scepclient.agent.store;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.pem.PemWriter;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaCertificatesPem;
import org.scepclient.trust.IssuedCertificate;

/**
 * The installation of an issued certificate. It starts by writing the file {@code pending/answer} and ends by deleting
 * it. All steps in between can be repeated, so after a kill the whole installation is repeated.
 */
final class Installation {
    private static final int MAX_NAMES = 1000;

    private final CertificateStore store;
    private final DurableDirectory directory;
    private final DurableDirectory pending;
    private final Credentials credentials;

    Installation(CertificateStore store) {
        this.store = store;
        this.directory = store.directory();
        this.pending = store.pendingDirectory();
        this.credentials = store.credentials();
    }

    /**
     * Stores an issued certificate for {@link #finish}, so that it is not requested again after a kill.
     *
     * @param deployment how it is put in use later; empty to put it in use at once
     */
    void keep(IssuedCertificate issued, Optional<Deployment> deployment) throws StorageException {
        if (deployment.isPresent()) {
            pending.write(
                    CertificateStore.PENDING_DEPLOYMENT,
                    FileAccess.SECRET,
                    deployment.get().encode());
        } else {
            pending.delete(CertificateStore.PENDING_DEPLOYMENT);
        }
        pending.write(
                CertificateStore.PENDING_ANSWER,
                FileAccess.SECRET,
                PemWriter.certificate(issued.certificate()) + chain(issued).text());
    }

    private static CaCertificatesPem chain(IssuedCertificate issued) {
        return CaCertificatesPem.of(
                new CaCertificates(issued.chain(), Set.of(issued.chain().getLast())));
    }

    /** Stores the issuers of a certificate that is in use already. */
    void storeIssuers(IssuedCertificate inUse) throws StorageException {
        storeChain(chain(inUse));
    }

    /**
     * Installs a stored certificate: puts it in use, or notes that it waits for its deployment.
     *
     * @return the credential; empty if no certificate for the pending key is stored
     */
    Optional<Credential> finish() throws StorageException {
        if (!pending.has(CertificateStore.PENDING_ANSWER)) {
            return Optional.empty();
        }
        Optional<Credential> credential = install(store.pendingAnswer());
        pending.delete(CertificateStore.PENDING_ANSWER);
        pending.delete(CertificateStore.PENDING_DEPLOYMENT);
        return credential;
    }

    private Optional<Credential> install(CaCertificatesPem answer) throws StorageException {
        X509Certificate certificate = answer.certificates().getFirst();
        CredentialName name = name(certificate);
        Optional<String> key = pendingKey(certificate);
        if (key.isPresent()) {
            directory.write(name.keyFile(), FileAccess.SECRET, key.get());
            directory.write(name.certificateFile(), FileAccess.PUBLIC, PemWriter.certificate(certificate));
        }
        Optional<Credential> credential = credentials.credential(name);
        if (credential.isPresent()) {
            putInPlace(
                    credential.get(),
                    name,
                    new CaCertificatesPem(
                            answer.certificates()
                                    .subList(1, answer.certificates().size()),
                            answer.anchors(),
                            answer.authorities()));
            pending.delete(CertificateStore.PENDING_REQUEST);
            pending.delete(CertificateStore.PENDING_KEY);
        }
        return credential;
    }

    private void putInPlace(Credential credential, CredentialName name, CaCertificatesPem chain)
            throws StorageException {
        Optional<Deployment> deployment = store.pendingDeployment();
        if (deployment.isPresent()) {
            directory.write(
                    CertificateStore.DEPLOYMENT,
                    FileAccess.SECRET,
                    deployment.get().named(name).encode());
            return;
        }
        storeChain(chain);
        link(credential);
        directory.delete(CertificateStore.DEPLOYMENT);
    }

    /** Writes the chain to {@code ca.crt-0} and so on, with a mark on the trust anchor. */
    void storeChain(CaCertificatesPem issuers) throws StorageException {
        List<X509Certificate> chain = issuers.certificates();
        for (int i = 0; i < chain.size(); i++) {
            directory.write(CertificateStore.CA_CERTIFICATE + i, FileAccess.PUBLIC, issuers.text(chain.get(i)));
        }
        for (String name : directory.names()) {
            var matcher = CertificateStore.CA_CERTIFICATE_FORM.matcher(name);
            if (matcher.matches() && Integer.parseInt(matcher.group(1)) >= chain.size()) {
                directory.delete(name);
            }
        }
    }

    /** The text of the pending key; empty if an interrupted run has already deleted it. */
    private Optional<String> pendingKey(X509Certificate certificate) throws StorageException {
        if (!pending.has(CertificateStore.PENDING_KEY)) {
            return Optional.empty();
        }
        try {
            var key = new Credentials(pending).key(CertificateStore.PENDING_KEY);
            return Credentials.matches(key.publicKey(), certificate)
                    ? Optional.of(pending.text(CertificateStore.PENDING_KEY))
                    : Optional.empty();
        } catch (ScepException e) {
            return Optional.empty();
        }
    }

    /** The serial number, with the first free suffix if another certificate uses its files. */
    private CredentialName name(X509Certificate certificate) throws StorageException {
        CredentialName first = CredentialName.first(certificate);
        CredentialName name = first;
        for (int number = 2; number < MAX_NAMES; number++) {
            if (isFreeFor(name, certificate)) {
                return name;
            }
            name = first.numbered(number);
        }
        throw new StorageException(
                directory.file(first.certificateFile()).toString(),
                "too many certificates with this serial number; move unused ones to another directory");
    }

    private boolean isFreeFor(CredentialName name, X509Certificate certificate) {
        try {
            if (directory.has(name.certificateFile())) {
                return credentials.certificate(name).equals(certificate);
            }
            return !directory.has(name.keyFile())
                    || Credentials.matches(credentials.key(name.keyFile()).publicKey(), certificate);
        } catch (ScepException e) {
            return false;
        }
    }

    /**
     * Turns {@code latest.key} and {@code latest.crt} into links if they are files, as left by tools that copy the targets of
     * links. Files that do not match are set aside and not deleted, because they may contain the only copy of a key.
     */
    void linkLatestFiles() throws StorageException {
        if (!directory.has(Credentials.LATEST_KEY) && !directory.has(Credentials.LATEST_CERTIFICATE)) {
            return;
        }
        Optional<X509Certificate> certificate = credentials.unlinkedCertificate();
        if (certificate.isPresent()) {
            CredentialName name = name(certificate.get());
            directory.write(name.keyFile(), FileAccess.SECRET, directory.text(Credentials.LATEST_KEY));
            directory.write(name.certificateFile(), FileAccess.PUBLIC, directory.text(Credentials.LATEST_CERTIFICATE));
            Optional<Credential> credential = credentials.credential(name);
            if (credential.isPresent()) {
                link(credential.get());
            }
            return;
        }
        for (String file : List.of(Credentials.LATEST_KEY, Credentials.LATEST_CERTIFICATE)) {
            if (directory.has(file)) {
                directory.setAside(file, "it is not a link, and not the key and certificate of one credential");
            }
        }
    }

    /** Changes the links, that of the key first: {@link Credentials#latest} relies on it if a kill leaves them different. */
    void link(Credential credential) throws StorageException {
        directory.link(
                Credentials.LATEST_KEY, String.valueOf(credential.keyFile().getFileName()));
        directory.link(
                Credentials.LATEST_CERTIFICATE,
                String.valueOf(credential.certificateFile().getFileName()));
    }
}
