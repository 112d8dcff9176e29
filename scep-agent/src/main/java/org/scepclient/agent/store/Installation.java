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
 * The way of an issued certificate into use. It begins with the one file {@code pending/answer} and ends with its
 * removal; between the two every step may be repeated, so a kill anywhere is followed by doing it all again.
 */
final class Installation {
    private static final int MOST_NAMES = 1000;
    private static final String ASIDE = ".saved";

    private final DurableDirectory directory;
    private final DurableDirectory pending;
    private final Credentials credentials;

    Installation(CertificateStore store) {
        this.directory = store.directory();
        this.pending = store.pendingDirectory();
        this.credentials = store.credentials();
    }

    /** From here on the certificate is had, and is not asked for again. */
    void keep(IssuedCertificate issued) throws StorageException {
        CaCertificates chain =
                new CaCertificates(issued.chain(), Set.of(issued.chain().getLast()));
        pending.write(
                CertificateStore.PENDING_ANSWER,
                FileAccess.SECRET,
                PemWriter.certificate(issued.certificate()) + CaCertificatesPem.write(chain));
    }

    /**
     * Puts a kept certificate in use.
     *
     * @return the pair; empty where there was nothing to put in use
     */
    Optional<Credential> finish() throws StorageException {
        if (!pending.has(CertificateStore.PENDING_ANSWER)) {
            return Optional.empty();
        }
        Optional<CaCertificatesPem> answer = answer();
        Optional<Credential> pair = answer.isPresent() ? install(answer.get()) : Optional.empty();
        pending.delete(CertificateStore.PENDING_ANSWER);
        return pair;
    }

    /** A damaged one is given up: the request is still there, and asked again the server sends the same. */
    private Optional<CaCertificatesPem> answer() {
        try {
            String name = CertificateStore.PENDING_ANSWER;
            return Optional.of(CaCertificatesPem.read(
                    pending.text(name), pending.file(name).toString()));
        } catch (StorageException e) {
            return Optional.empty();
        }
    }

    private Optional<Credential> install(CaCertificatesPem answer) throws StorageException {
        X509Certificate certificate = answer.certificates().getFirst();
        CredentialName name = name(certificate);
        Optional<String> key = pendingKey(certificate);
        if (key.isPresent()) {
            directory.write(name.keyFile(), FileAccess.SECRET, key.get());
            directory.write(name.certificateFile(), FileAccess.PUBLIC, PemWriter.certificate(certificate));
        }
        Optional<Credential> pair = credentials.pair(name);
        if (pair.isPresent()) {
            storeChain(answer);
            link(pair.get());
            pending.delete(CertificateStore.PENDING_REQUEST);
            pending.delete(CertificateStore.PENDING_KEY);
        }
        return pair;
    }

    /** The certificates of the chain in {@code ca.crt-0} and so on, the trust anchor marked. */
    private void storeChain(CaCertificatesPem answer) throws StorageException {
        List<X509Certificate> chain =
                answer.certificates().subList(1, answer.certificates().size());
        for (int i = 0; i < chain.size(); i++) {
            directory.write(CertificateStore.CA_CERTIFICATE + i, FileAccess.PUBLIC, answer.text(chain.get(i)));
        }
        for (String name : directory.names()) {
            var matcher = CertificateStore.CA_CERTIFICATE_FORM.matcher(name);
            if (matcher.matches() && Integer.parseInt(matcher.group(1)) >= chain.size()) {
                directory.delete(name);
            }
        }
    }

    /** The new key, as it stands in its file; gone when the interrupted run was that far. */
    private Optional<String> pendingKey(X509Certificate certificate) throws StorageException {
        if (!pending.has(CertificateStore.PENDING_KEY)) {
            return Optional.empty();
        }
        try {
            var key = new Credentials(pending).key(CertificateStore.PENDING_KEY);
            return Credentials.belongTogether(key.publicKey(), certificate)
                    ? Optional.of(pending.text(CertificateStore.PENDING_KEY))
                    : Optional.empty();
        } catch (ScepException e) {
            return Optional.empty();
        }
    }

    /** The serial number; where another certificate has its files, the first name after it that is free. */
    private CredentialName name(X509Certificate certificate) throws StorageException {
        CredentialName first = CredentialName.first(certificate);
        CredentialName name = first;
        for (int number = 2; number < MOST_NAMES; number++) {
            if (isFreeFor(name, certificate)) {
                return name;
            }
            name = first.numbered(number);
        }
        throw new StorageException(
                directory.file(first.certificateFile()).toString(),
                "too many other certificates have this serial number; move those that are not needed away");
    }

    private boolean isFreeFor(CredentialName name, X509Certificate certificate) {
        try {
            if (directory.has(name.certificateFile())) {
                return credentials.certificate(name).equals(certificate);
            }
            return !directory.has(name.keyFile())
                    || Credentials.belongTogether(
                            credentials.key(name.keyFile()).publicKey(), certificate);
        } catch (ScepException e) {
            return false;
        }
    }

    /**
     * Takes in a pair that stands in {@code latest.key} and {@code latest.crt} themselves, as copying tools make them
     * of links. Where those are no pair, they are put aside, because a key may be the only one of its kind.
     */
    void adopt() throws StorageException {
        if (!directory.has(Credentials.LATEST_KEY) && !directory.has(Credentials.LATEST_CERTIFICATE)) {
            return;
        }
        Optional<X509Certificate> certificate = credentials.looseCertificate();
        if (certificate.isPresent()) {
            CredentialName name = name(certificate.get());
            directory.write(name.keyFile(), FileAccess.SECRET, directory.text(Credentials.LATEST_KEY));
            directory.write(name.certificateFile(), FileAccess.PUBLIC, directory.text(Credentials.LATEST_CERTIFICATE));
            Optional<Credential> pair = credentials.pair(name);
            if (pair.isPresent()) {
                link(pair.get());
            }
            return;
        }
        for (String file : List.of(Credentials.LATEST_KEY, Credentials.LATEST_CERTIFICATE)) {
            if (directory.has(file)) {
                directory.rename(file, file + ASIDE);
            }
        }
    }

    /** The key's link first: {@link Credentials#latest} takes its word where a kill leaves the links apart. */
    void link(Credential pair) throws StorageException {
        directory.link(Credentials.LATEST_KEY, String.valueOf(pair.keyFile().getFileName()));
        directory.link(
                Credentials.LATEST_CERTIFICATE,
                String.valueOf(pair.certificateFile().getFileName()));
    }
}
