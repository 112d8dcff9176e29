package org.scepclient.cli.sscep;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.scepclient.error.StorageException;
import org.scepclient.error.TrustException;
import org.scepclient.trust.CaCertificates;

/**
 * The CA certificates that {@code -c} names.
 *
 * @param all of the CA and its registration authorities
 * @param named the one that was named by itself among several files, FILE-N, and is therefore encrypted to
 */
record CaFiles(List<X509Certificate> all, Optional<X509Certificate> named) {
    private static final int MAX_FILES = 100;

    /**
     * Reads the file of that name or, if it is not readable, {@code name-0}, {@code name-1} and so on, as getca
     * writes them. Where one of those was named, the others tell which CA issues.
     */
    static CaFiles read(String name) throws StorageException {
        if (!PemFile.isReadable(name)) {
            List<X509Certificate> numbered = numbered(name);
            return numbered.isEmpty()
                    // Reports why the file itself cannot be read.
                    ? new CaFiles(PemFile.read(name).certificates(), Optional.empty())
                    : new CaFiles(numbered, Optional.empty());
        }
        List<X509Certificate> own = PemFile.read(name).certificates();
        Optional<String> stem = stem(name);
        if (stem.isEmpty() || own.size() > 1) {
            return new CaFiles(own, Optional.empty());
        }
        List<X509Certificate> all = new ArrayList<>(own);
        for (X509Certificate sibling : numbered(stem.get())) {
            if (!all.contains(sibling)) {
                all.add(sibling);
            }
        }
        return new CaFiles(all, isRecipient(own.getFirst()) ? Optional.of(own.getFirst()) : Optional.empty());
    }

    private static List<X509Certificate> numbered(String stem) throws StorageException {
        List<X509Certificate> certificates = new ArrayList<>();
        for (int i = 0; i < MAX_FILES && PemFile.isReadable(stem + "-" + i); i++) {
            for (X509Certificate certificate : PemFile.read(stem + "-" + i).certificates()) {
                if (!certificates.contains(certificate)) {
                    certificates.add(certificate);
                }
            }
        }
        return certificates;
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

    /** A registration authority that may be encrypted to; naming a CA leaves the choice to the parts of the others. */
    private static boolean isRecipient(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        int keyEncipherment = 2;
        return certificate.getBasicConstraints() < 0 && (usage == null || usage[keyEncipherment]);
    }

    CaCertificates trusted() throws TrustException {
        return CaCertificates.trusted(all);
    }
}
