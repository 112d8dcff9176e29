package org.scepclient.transport;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The CA certificates that the operating system trusts for https, which the administrator can change, unlike the list of a
 * Java runtime.
 *
 * @param bundles PEM files, of which the first existing one is used
 */
record SystemTrust(List<Path> bundles) {

    /** OpenSSL's {@code SSL_CERT_FILE}, followed by the bundles of Debian, Fedora, Alpine and OpenWrt, and SUSE. */
    static SystemTrust ofPlatform(@Nullable String sslCertFile) {
        List<Path> places = new ArrayList<>();
        if (sslCertFile != null && !sslCertFile.isEmpty()) {
            places.add(Path.of(sslCertFile));
        }
        places.add(Path.of("/etc/ssl/certs/ca-certificates.crt"));
        places.add(Path.of("/etc/pki/tls/certs/ca-bundle.crt"));
        places.add(Path.of("/etc/ssl/cert.pem"));
        places.add(Path.of("/etc/ssl/ca-bundle.pem"));
        return new SystemTrust(places);
    }

    /** The certificates; empty if the system has no bundle. */
    Optional<List<X509Certificate>> certificates() throws IOException, CertificateException {
        for (Path bundle : bundles) {
            if (Files.isReadable(bundle)) {
                return Optional.of(read(bundle));
            }
        }
        return Optional.empty();
    }

    private static List<X509Certificate> read(Path bundle) throws IOException, CertificateException {
        List<X509Certificate> certificates = new ArrayList<>();
        try (InputStream in = new BufferedInputStream(Files.newInputStream(bundle))) {
            for (var certificate : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                certificates.add((X509Certificate) certificate);
            }
        } catch (CertificateException e) {
            throw new CertificateException(bundle + ": " + e.getMessage(), e);
        }
        return certificates;
    }
}
