package org.scepclient.agent.store;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.keys.LoadedKey;
import org.scepclient.pem.PemReader;

/** The credentials (keys with their certificates) in a directory, and the two links to the one in use. */
final class Credentials {
    static final String LATEST_KEY = "latest.key";
    static final String LATEST_CERTIFICATE = "latest.crt";
    /** The time by which a certificate may begin after the time, by this device's clock, at which it was written. */
    private static final Duration CLOCK_SKEW = Duration.ofDays(1);

    private final DurableDirectory directory;

    Credentials(DurableDirectory directory) {
        this.directory = directory;
    }

    /** A credential as found in its files. */
    private sealed interface Found {
        record Usable(Credential credential) implements Found {}

        record Faulty(CredentialFault fault, String problem) implements Found {}
    }

    /**
     * Reads the credential that the links point to. An installation changes the link of the key first, when both
     * credentials are complete: if the links differ, that of the key points to the newer one.
     */
    LatestCredential latest() throws StorageException {
        Optional<CredentialName> key = linkedKey();
        Optional<CredentialName> certificate = linkedCertificate();
        Set<CredentialName> linked = new LinkedHashSet<>();
        key.ifPresent(linked::add);
        certificate.ifPresent(linked::add);
        if (key.isPresent() && key.equals(certificate)) {
            return switch (find(key.get())) {
                case Found.Usable usable -> new LatestCredential.Whole(usable.credential);
                case Found.Faulty faulty -> recover(linked, faulty);
            };
        }
        return recover(linked, new Found.Faulty(CredentialFault.MISSING_OR_MALFORMED, linksProblem(key, certificate)));
    }

    private String linksProblem(Optional<CredentialName> key, Optional<CredentialName> certificate) {
        return directory.path() + ": the link " + LATEST_KEY + " points to "
                + key.map(CredentialName::text).orElse("no key") + ", the link " + LATEST_CERTIFICATE + " to "
                + certificate.map(CredentialName::text).orElse("no certificate") + "; the next run repairs them";
    }

    private LatestCredential recover(Set<CredentialName> linked, Found.Faulty faulty) throws StorageException {
        for (CredentialName name : linked) {
            if (find(name) instanceof Found.Usable usable) {
                return new LatestCredential.Recovered(usable.credential, faulty.fault, faulty.problem);
            }
        }
        Optional<Credential> last = lastUsable();
        if (last.isPresent()) {
            return new LatestCredential.Recovered(last.get(), faulty.fault, faulty.problem);
        }
        return linked.isEmpty() && names().isEmpty()
                ? new LatestCredential.None()
                : new LatestCredential.Unusable(faulty.fault, faulty.problem);
    }

    /**
     * The usable credential that was written last. A certificate that begins long after it was written, which no CA issues,
     * comes after all others.
     */
    private Optional<Credential> lastUsable() throws StorageException {
        Optional<Credential> doubtful = Optional.empty();
        for (CredentialName name : lastWrittenFirst()) {
            Optional<Credential> found = credential(name);
            if (found.isPresent()) {
                Instant written = directory.written(name.certificateFile());
                Instant begin = found.get().certificate().getNotBefore().toInstant();
                if (!begin.isAfter(written.plus(CLOCK_SKEW))) {
                    return found;
                }
                doubtful = doubtful.or(() -> found);
            }
        }
        return doubtful;
    }

    /** The names of all certificate files, the last written first. Their content is not read. */
    List<CredentialName> lastWrittenFirst() throws StorageException {
        record Written(CredentialName name, Instant time) {}
        return names().stream()
                .map(name -> new Written(name, directory.written(name.certificateFile())))
                .sorted(Comparator.comparing(Written::time).reversed())
                .map(Written::name)
                .toList();
    }

    /** The names of all certificate files. */
    List<CredentialName> names() throws StorageException {
        return directory.names().stream()
                .filter(directory::has)
                .flatMap(name -> CredentialName.ofCertificateFile(name).stream())
                .toList();
    }

    Optional<CredentialName> linkedKey() {
        return directory.linked(LATEST_KEY).flatMap(CredentialName::ofKeyFile);
    }

    Optional<CredentialName> linkedCertificate() {
        return directory.linked(LATEST_CERTIFICATE).flatMap(CredentialName::ofCertificateFile);
    }

    /** The credential with this name, if it is usable. */
    Optional<Credential> credential(CredentialName name) {
        return find(name) instanceof Found.Usable usable ? Optional.of(usable.credential) : Optional.empty();
    }

    private Found find(CredentialName name) {
        try {
            X509Certificate certificate = certificate(name);
            LoadedKey key = key(name.keyFile());
            if (!matches(key.publicKey(), certificate)) {
                return new Found.Faulty(
                        CredentialFault.WRONG_KEY,
                        directory.file(name.keyFile()) + ": this is not the private key of "
                                + directory.file(name.certificateFile()));
            }
            return new Found.Usable(new Credential(
                    CredentialName.serial(certificate),
                    certificate,
                    key,
                    directory.file(name.keyFile()),
                    directory.file(name.certificateFile())));
        } catch (ScepException e) {
            return new Found.Faulty(CredentialFault.MISSING_OR_MALFORMED, e.getMessage());
        }
    }

    X509Certificate certificate(CredentialName name) throws StorageException {
        return certificate(name.certificateFile());
    }

    private X509Certificate certificate(String file) throws StorageException {
        return PemReader.of(directory.text(file), directory.file(file).toString())
                .certificate();
    }

    LoadedKey key(String file) throws ScepException {
        if (!directory.has(file)) {
            throw new StorageException(directory.file(file).toString(), "there is no such file");
        }
        return LoadedKey.read(directory.file(file));
    }

    /** The certificate of {@link #LATEST_CERTIFICATE}, if that and {@link #LATEST_KEY} are files that match. */
    Optional<X509Certificate> unlinkedCertificate() {
        try {
            X509Certificate certificate = certificate(LATEST_CERTIFICATE);
            return matches(key(LATEST_KEY).publicKey(), certificate) ? Optional.of(certificate) : Optional.empty();
        } catch (ScepException e) {
            return Optional.empty();
        }
    }

    /** Compares RSA keys by their numbers, because encodings of the same key may differ in algorithm parameters. */
    static boolean matches(PublicKey key, X509Certificate certificate) {
        PublicKey certified = certificate.getPublicKey();
        if (key instanceof RSAPublicKey rsaKey && certified instanceof RSAPublicKey certifiedRsaKey) {
            return rsaKey.getModulus().equals(certifiedRsaKey.getModulus())
                    && rsaKey.getPublicExponent().equals(certifiedRsaKey.getPublicExponent());
        }
        return Arrays.equals(key.getEncoded(), certified.getEncoded());
    }
}
