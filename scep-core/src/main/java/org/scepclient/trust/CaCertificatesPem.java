package org.scepclient.trust;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.scepclient.error.StorageException;
import org.scepclient.error.TrustException;
import org.scepclient.pem.PemReader;
import org.scepclient.pem.PemWriter;

/**
 * CA certificates as PEM in which a line before a certificate marks it as a trust anchor.
 *
 * <p>PEM parsers skip text outside the blocks (RFC 7468 §2), so that other programs can read the certificates.
 *
 * @param certificates in the order of the text
 * @param anchors the certificates that are marked as trust anchors; empty for a file of another program
 * @param authorities the certificates that are marked as the only registration authorities
 */
public record CaCertificatesPem(
        List<X509Certificate> certificates, Set<X509Certificate> anchors, Set<X509Certificate> authorities) {
    private static final String ANCHOR = "# scep: trust anchor";
    private static final String AUTHORITY = "# scep: pinned registration authority";
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";

    public CaCertificatesPem {
        certificates = List.copyOf(certificates);
        anchors = Set.copyOf(anchors);
        authorities = Set.copyOf(authorities);
    }

    public static CaCertificatesPem of(CaCertificates ca) {
        return new CaCertificatesPem(ca.certificates(), ca.anchors(), ca.authorities());
    }

    public static String write(CaCertificates ca) {
        return of(ca).text();
    }

    public String text() {
        return certificates.stream().map(this::text).collect(Collectors.joining());
    }

    /** One of the certificates as PEM, with its mark. */
    public String text(X509Certificate certificate) {
        String mark = anchors.contains(certificate)
                ? ANCHOR + "\n"
                : authorities.contains(certificate) ? AUTHORITY + "\n" : "";
        return mark + PemWriter.certificate(certificate);
    }

    /**
     * Reads certificates with their marks.
     *
     * @param place the source of the text, for error messages
     */
    public static CaCertificatesPem read(String text, String place) throws StorageException {
        List<X509Certificate> all = new ArrayList<>();
        for (X509Certificate certificate : PemReader.of(text, place).certificates()) {
            if (!all.contains(certificate)) {
                all.add(certificate);
            }
        }
        return new CaCertificatesPem(all, marked(text, ANCHOR, place), marked(text, AUTHORITY, place));
    }

    private static Set<X509Certificate> marked(String text, String mark, String place) throws StorageException {
        StringBuilder blocks = new StringBuilder();
        boolean inBlock = false;
        String before = "";
        for (String line : (Iterable<String>) text.lines().map(String::strip)::iterator) {
            inBlock = inBlock || (line.startsWith(BEGIN) && before.equals(mark));
            if (inBlock) {
                blocks.append(line).append('\n');
            }
            inBlock = inBlock && !line.startsWith(END);
            before = line;
        }
        return blocks.isEmpty()
                ? Set.of()
                : new LinkedHashSet<>(PemReader.of(blocks.toString(), place).certificates());
    }

    /** True if the file marks trust anchors. */
    public boolean isMarked() {
        return !anchors.isEmpty();
    }

    /**
     * The CA that a user trusts by naming the file: with the marked anchors or, if none is marked, with all of its CA
     * certificates as anchors.
     */
    public CaCertificates trusted() throws TrustException {
        return isMarked()
                ? new CaCertificates(certificates, anchors, authorities)
                : CaCertificates.trusted(certificates);
    }

    /**
     * The CA that a user trusts by naming one file of several: the certificates that chain to the marked anchors or, if none
     * is marked, to a certificate in the named file. If that is a registration authority, the CA that issued its certificate
     * is an anchor as well.
     */
    public CaCertificates trustedWith(CaCertificatesPem beside, PathRules rules) throws TrustException {
        CaCertificatesPem both = with(beside);
        if (both.isMarked()) {
            CertificationPaths paths = new CertificationPaths(both.anchors, both.certificates);
            if (certificates.stream().allMatch(one -> paths.hasPathTo(one, rules))) {
                return both.trusted();
            }
        }
        Set<X509Certificate> named = new LinkedHashSet<>(trusted().anchors());
        if (named.stream().noneMatch(CertificateUse::isCa)) {
            both.certificates.stream()
                    .filter(one -> certificates.stream().anyMatch(authority -> CertificateUse.issued(one, authority)))
                    .forEach(named::add);
        }
        return CaSelection.of(both.certificates, named, rules).ca();
    }

    /** This file with more certificates of the same CA, for example from files in the same directory. */
    public CaCertificatesPem with(CaCertificatesPem more) {
        return new CaCertificatesPem(
                List.copyOf(Union.of(certificates, more.certificates)),
                Union.of(anchors, more.anchors),
                Union.of(authorities, more.authorities));
    }
}
