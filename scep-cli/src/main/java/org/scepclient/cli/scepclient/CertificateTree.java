package org.scepclient.cli.scepclient;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Certificates as a tree, each below its issuer. */
final class CertificateTree {
    /**
     * One certificate of the tree.
     *
     * @param prefix lines of the tree before its name
     * @param continuation lines of the tree before further text about it
     */
    record Row(String prefix, String continuation, X509Certificate certificate) {}

    private final List<X509Certificate> certificates;
    private final List<Row> rows = new ArrayList<>();

    private CertificateTree(List<X509Certificate> certificates) {
        this.certificates = certificates;
    }

    static List<Row> rows(List<X509Certificate> certificates) {
        CertificateTree tree =
                new CertificateTree(certificates.stream().distinct().toList());
        for (X509Certificate certificate : tree.certificates) {
            if (tree.certificates.stream().noneMatch(other -> issued(other, certificate))) {
                tree.add(certificate, "", "");
            }
        }
        return tree.rows;
    }

    private void add(X509Certificate certificate, String prefix, String indent) {
        List<X509Certificate> below = certificates.stream()
                .filter(other -> issued(certificate, other))
                .toList();
        rows.add(new Row(prefix, indent + (below.isEmpty() ? "   " : "│  "), certificate));
        for (int i = 0; i < below.size(); i++) {
            boolean last = i == below.size() - 1;
            add(below.get(i), indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
        }
    }

    /** Whether name and signature match; a certificate is not below itself. */
    static boolean issued(X509Certificate issuer, X509Certificate certificate) {
        if (issuer.equals(certificate)
                || !issuer.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
                || certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())) {
            return false;
        }
        try {
            certificate.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
