package org.scepclient.agent.store;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.scepclient.error.ScepException;
import org.scepclient.error.StorageException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.keys.LoadedKey;
import org.scepclient.keys.PemKeySource;
import org.scepclient.pem.PemReader;
import org.scepclient.trust.NewestFirst;

/** The pairs of key and certificate in a directory, and the two links to the one in use. */
final class Credentials {
    static final String LATEST_KEY = "latest.key";
    static final String LATEST_CERTIFICATE = "latest.crt";

    private final DurableDirectory directory;

    Credentials(DurableDirectory directory) {
        this.directory = directory;
    }

    /** A pair as it was found. */
    private sealed interface Found {
        record Good(Credential pair) implements Found {}

        record Bad(CredentialFault fault, String problem) implements Found {}
    }

    /**
     * Reads what the links name. At an installation the key's link is turned first, when both pairs are whole: where
     * the links differ, the key's names the newer pair.
     */
    LatestCredential latest() throws StorageException {
        Optional<CredentialName> key = linkedKey();
        Optional<CredentialName> certificate = linkedCertificate();
        Set<CredentialName> named = new LinkedHashSet<>();
        key.ifPresent(named::add);
        certificate.ifPresent(named::add);
        if (key.isPresent() && key.equals(certificate)) {
            return switch (find(key.get())) {
                case Found.Good good -> new LatestCredential.Whole(good.pair);
                case Found.Bad bad -> recovered(named, bad);
            };
        }
        return recovered(named, new Found.Bad(CredentialFault.MISSING_OR_MALFORMED, linksProblem(key, certificate)));
    }

    private String linksProblem(Optional<CredentialName> key, Optional<CredentialName> certificate) {
        return directory.path() + ": the links " + LATEST_KEY + " and " + LATEST_CERTIFICATE + " name "
                + key.map(CredentialName::text).orElse("no pair") + " and "
                + certificate.map(CredentialName::text).orElse("no pair") + "; the next run repairs them";
    }

    private LatestCredential recovered(Set<CredentialName> named, Found.Bad problem) throws StorageException {
        for (CredentialName name : named) {
            if (find(name) instanceof Found.Good good) {
                return new LatestCredential.Recovered(good.pair, problem.fault, problem.problem);
            }
        }
        List<Credential> whole = newestFirst();
        if (!whole.isEmpty()) {
            return new LatestCredential.Recovered(whole.getFirst(), problem.fault, problem.problem);
        }
        return named.isEmpty() && names().isEmpty()
                ? new LatestCredential.None()
                : new LatestCredential.Unusable(problem.fault, problem.problem);
    }

    /** Every pair that is whole. */
    List<Credential> newestFirst() throws StorageException {
        List<Credential> whole = new ArrayList<>();
        for (CredentialName name : names()) {
            if (find(name) instanceof Found.Good good) {
                whole.add(good.pair);
            }
        }
        whole.sort((one, other) -> NewestFirst.ORDER.compare(one.certificate(), other.certificate()));
        return whole;
    }

    /** The pairs that have a certificate. */
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

    /** The pair with this name, if it is whole. */
    Optional<Credential> pair(CredentialName name) {
        return find(name) instanceof Found.Good good ? Optional.of(good.pair) : Optional.empty();
    }

    private Found find(CredentialName name) {
        try {
            X509Certificate certificate = certificate(name);
            LoadedKey key = key(name.keyFile());
            if (!belongTogether(key.publicKey(), certificate)) {
                return new Found.Bad(
                        CredentialFault.WRONG_KEY,
                        directory.file(name.keyFile()) + ": this is not the private key of "
                                + directory.file(name.certificateFile()));
            }
            return new Found.Good(new Credential(
                    CredentialName.serial(certificate),
                    certificate,
                    key,
                    directory.file(name.keyFile()),
                    directory.file(name.certificateFile())));
        } catch (ScepException e) {
            return new Found.Bad(CredentialFault.MISSING_OR_MALFORMED, e.getMessage());
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
        return PemKeySource.of(directory.file(file)).load();
    }

    /** The certificate in {@link #LATEST_CERTIFICATE} where that and {@link #LATEST_KEY} are files and a pair. */
    Optional<X509Certificate> looseCertificate() {
        try {
            X509Certificate certificate = certificate(LATEST_CERTIFICATE);
            return belongTogether(key(LATEST_KEY).publicKey(), certificate)
                    ? Optional.of(certificate)
                    : Optional.empty();
        } catch (ScepException e) {
            return Optional.empty();
        }
    }

    /** RSA keys by their numbers: encodings of one key can differ in the algorithm's parameters. */
    static boolean belongTogether(PublicKey key, X509Certificate certificate) {
        PublicKey certified = certificate.getPublicKey();
        if (key instanceof RSAPublicKey one && certified instanceof RSAPublicKey other) {
            return one.getModulus().equals(other.getModulus())
                    && one.getPublicExponent().equals(other.getPublicExponent());
        }
        return Arrays.equals(key.getEncoded(), certified.getEncoded());
    }
}
