package org.scepclient.cli.sscep;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.scepclient.certificate.CertificateText;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.error.StorageException;
import org.scepclient.file.FileAccess;
import org.scepclient.file.FileProblem;
import org.scepclient.file.OutputFile;
import org.scepclient.json.JsonObject;
import org.scepclient.trust.CaCertificatesPem;

/** Writes the certificates of a CA to FILE, or to FILE-0, FILE-1 and so on, and tells what they are. */
final class CertificateFiles {
    /** As many as are read. */
    private static final int MAX_FILES = 100;

    private final VerboseReport report;
    private final String name;
    private final DigestAlgorithm digest;

    /**
     * Files of one name.
     *
     * @param digest for the fingerprints that are shown
     */
    CertificateFiles(VerboseReport report, String name, DigestAlgorithm digest) {
        this.report = report;
        this.name = name;
        this.digest = digest;
    }

    static void check(String name) throws StorageException {
        OutputFile.named(name + "-0", FileAccess.PUBLIC).checkWritable();
    }

    /** The one certificate of a CA without registration authority. */
    void writeSingle(CaCertificatesPem ca) throws StorageException {
        X509Certificate certificate = ca.certificates().getFirst();
        if (report.isVerbose()) {
            report.verbose(fingerprint(certificate));
        }
        write(ca.text(certificate), name);
        if (ca.isMarked()) {
            setOlderAside(Set.of(name));
        }
        report.verbose("CA certificate written as " + name);
        if (report.isJson()) {
            report.facts().putObjects("certificates", List.of(json(certificate, name)));
        }
    }

    /** All certificates of a PKCS#7 reply that count, in its order. */
    void writeNumbered(CaCertificatesPem ca) throws StorageException {
        List<X509Certificate> certificates = ca.certificates();
        List<JsonObject> facts = new ArrayList<>();
        List<String> written = new ArrayList<>();
        for (int i = 0; i < certificates.size(); i++) {
            X509Certificate certificate = certificates.get(i);
            String file = name + "-" + i;
            if (report.isVerbose()) {
                describe(certificate);
            }
            write(ca.text(certificate), file);
            written.add(file);
            report.verbose("certificate written as " + file);
            if (report.isJson()) {
                facts.add(json(certificate, file));
            }
        }
        report.facts().putObjects("certificates", facts);
        if (ca.isMarked()) {
            setOlderAside(Set.copyOf(written));
        } else {
            warnOfOlder(certificates.size());
        }
    }

    private void describe(X509Certificate certificate) {
        CertificateText text = CertificateText.of(certificate);
        report.verbose("found certificate with");
        report.verboseDetail("subject: " + SlashName.of(certificate.getSubjectX500Principal()));
        report.verboseDetail("issuer: " + SlashName.of(certificate.getIssuerX500Principal()));
        report.verboseDetail("basic constraints: " + constraints(certificate));
        report.verboseDetail("usage: " + (text.usages().isEmpty() ? "any" : String.join(", ", text.usages())));
        report.verboseDetail(fingerprint(certificate));
    }

    private static String constraints(X509Certificate certificate) {
        int length = certificate.getBasicConstraints();
        if (length < 0) {
            return "CA:FALSE";
        }
        return length == Integer.MAX_VALUE ? "CA:TRUE" : "CA:TRUE, pathlen:" + length;
    }

    private String fingerprint(X509Certificate certificate) {
        return digest.jcaName().replace("-", "") + " fingerprint: "
                + CertificateText.of(certificate).fingerprint(digest);
    }

    private void write(String pem, String file) throws StorageException {
        report.debugText(pem);
        OutputFile.named(file, FileAccess.PUBLIC).write(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static JsonObject json(X509Certificate certificate, String file) {
        return CertificateText.of(certificate).json().put("file", file);
    }

    /**
     * Files of an earlier reply would be read in place of these or along with them, and with them their trust anchors:
     * beside pinned ones they are moved out of the way.
     */
    private void setOlderAside(Set<String> written) throws StorageException {
        List<String> older = new ArrayList<>(List.of(name));
        for (int i = 0; i < MAX_FILES; i++) {
            older.add(name + "-" + i);
        }
        for (String file : older) {
            Path path = Path.of(file);
            if (!written.contains(file) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                moveAside(path);
            }
        }
    }

    private void moveAside(Path path) throws StorageException {
        Path aside = path.resolveSibling(path.getFileName() + ".old");
        try {
            Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StorageException(
                    path.toString(),
                    "is from an earlier reply and would be trusted beside the pinned CA, and cannot be moved to "
                            + aside + ": " + FileProblem.of(e) + "; remove it",
                    e);
        }
        report.notice(path + " is from an earlier reply and was moved to " + aside);
    }

    /** A file of an earlier, longer reply would be read along with these. */
    private void warnOfOlder(int count) {
        if (Files.exists(Path.of(name))) {
            report.notice(name + " is from before; -c " + name + " reads that file and not " + name
                    + "-0: remove it if it is not wanted");
        }
        String next = name + "-" + count;
        if (Files.exists(Path.of(next))) {
            report.notice(next + " is not part of this reply; remove it if it is not wanted");
        }
    }
}
