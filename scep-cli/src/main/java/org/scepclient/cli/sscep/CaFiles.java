package org.scepclient.cli.sscep;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.StorageException;
import org.scepclient.error.TrustException;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaCertificatesPem;
import org.scepclient.trust.PathRules;
import org.scepclient.value.Printable;

/**
 * The CA certificates of {@code -c}.
 *
 * @param trusted the trusted certificates: those marked as trust anchors, or all if none is marked
 * @param named the certificate of a single FILE-N, to which requests are encrypted
 * @param numbered whether they are all of FILE-0, FILE-1 and so on
 */
record CaFiles(CaCertificates trusted, Optional<X509Certificate> named, boolean numbered) {
    private static final int MAX_FILES = 100;

    /**
     * Reads the file or, if it is not readable, {@code name-0}, {@code name-1} and so on, as getca writes them. If
     * {@code name} is one of those, the others identify the issuing CA.
     */
    static CaFiles read(String name, PathRules rules) throws StorageException, TrustException {
        if (!PemFile.isReadable(name)) {
            Optional<CaCertificatesPem> numbered = numbered(name);
            // Without such files, the error is that of the file itself.
            CaCertificatesPem all = numbered.isPresent() ? numbered.get() : PemFile.caCertificates(name);
            return new CaFiles(all.trusted(), Optional.empty(), true);
        }
        CaCertificatesPem own = PemFile.caCertificates(name);
        Optional<String> stem = stem(name);
        if (stem.isEmpty() || own.certificates().size() > 1) {
            return new CaFiles(own.trusted(), Optional.empty(), false);
        }
        Optional<CaCertificatesPem> siblings = numbered(stem.get());
        CaCertificates trusted = siblings.isPresent() ? own.trustedWith(siblings.get(), rules) : own.trusted();
        X509Certificate first = own.certificates().getFirst();
        return new CaFiles(trusted, isRecipient(first) ? Optional.of(first) : Optional.empty(), false);
    }

    /**
     * Refuses files without a CA's certificate that are a device's: no certificate of the server would ever be accepted with
     * them. A registration authority's may verify a refusal, and the CA's may come with the reply.
     *
     * @param place the files and their option
     * @param own keys of the requester
     * @param subject subject of the requester
     */
    void requireAuthority(String place, List<PublicKey> own, X500Principal subject) throws TrustException {
        if (!trusted.issuers().isEmpty()) {
            return;
        }
        boolean self = trusted.certificates().stream()
                .anyMatch(one -> own.contains(one.getPublicKey())
                        || (!subject.getName().isEmpty()
                                && one.getSubjectX500Principal().equals(subject)));
        if (self || trusted.isOfEndEntities()) {
            throw notOfCa(place, self ? "that of the device itself" : "that of a device or a server");
        }
    }

    /**
     * Refuses files without a CA's certificate, where only the CA's own key may sign the answer.
     *
     * @param place the files and their option
     */
    void requireCa(String place) throws TrustException {
        if (trusted.issuers().isEmpty()) {
            throw notOfCa(place, "that of a device, a server or a registration authority");
        }
    }

    private TrustException notOfCa(String place, String owner) {
        X509Certificate first = trusted.certificates().getFirst();
        return new TrustException(
                ErrorCode.UNTRUSTED,
                place + ": the certificate of '"
                        + Printable.name(first.getSubjectX500Principal().getName()) + "' is " + owner
                        + ", not a CA's; give the file that getca wrote, with the certificate of '"
                        + Printable.name(first.getIssuerX500Principal().getName()) + "'");
    }

    private static Optional<CaCertificatesPem> numbered(String stem) throws StorageException {
        Optional<CaCertificatesPem> all = Optional.empty();
        for (int i = 0; i < MAX_FILES && PemFile.isReadable(stem + "-" + i); i++) {
            CaCertificatesPem file = PemFile.caCertificates(stem + "-" + i);
            all = Optional.of(all.map(before -> before.with(file)).orElse(file));
        }
        return all;
    }

    /** {@code ca.crt} of {@code ca.crt-0}. */
    private static Optional<String> stem(String name) {
        int dash = name.lastIndexOf('-');
        boolean digits = dash > 0 && dash + 1 < name.length();
        for (int i = dash + 1; digits && i < name.length(); i++) {
            digits = name.charAt(i) >= '0' && name.charAt(i) <= '9';
        }
        return digits ? Optional.of(name.substring(0, dash)) : Optional.empty();
    }

    /** Whether requests can be encrypted to a registration authority; for a CA, the roles of the others decide. */
    private static boolean isRecipient(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        int keyEncipherment = 2;
        return certificate.getBasicConstraints() < 0 && (usage == null || usage[keyEncipherment]);
    }
}
