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
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaCertificatesPem;

/** Writes the certificates of a CA to FILE, or to FILE-0, FILE-1 and so on, and prints their descriptions. */
final class CertificateFiles {
    /** The number of files that are read. */
    private static final int MAX_FILES = 100;

    private final VerboseReport report;
    private final String name;
    private final DigestAlgorithm digest;

    /**
     * The files of one name.
     *
     * @param digest digest of the printed fingerprints
     */
    CertificateFiles(VerboseReport report, String name, DigestAlgorithm digest) {
        this.report = report;
        this.name = name;
        this.digest = digest;
    }

    static void check(String name) throws StorageException {
        OutputFile.named(name + "-0", FileAccess.PUBLIC).checkWritable();
    }

    /** Writes the certificate of a CA without registration authority. */
    void writeSingle(CaCertificatesPem ca) throws StorageException {
        X509Certificate certificate = ca.certificates().getFirst();
        if (report.isVerbose()) {
            report.verbose(fingerprint(certificate));
        }
        write(ca.text(certificate), name);
        if (ca.isMarked()) {
            renameOlder(Set.of(name));
        }
        report.verbose("CA certificate written as " + name);
        if (report.isJson()) {
            report.facts().putObjects("certificates", List.of(json(certificate, name)));
        }
    }

    /** Writes the accepted certificates of a PKCS#7 reply, in its order. */
    void writeNumbered(CaCertificatesPem ca) throws StorageException {
        List<String> written = writeAll(ca);
        if (ca.isMarked()) {
            renameOlder(Set.copyOf(written));
        } else {
            warnOfOlder(written.size());
        }
    }

    /** Writes verified certificates. They need no marks if all are trust anchors, as those of a file without marks are. */
    void writeVerified(CaCertificates ca) throws StorageException {
        boolean marked = !ca.anchors().containsAll(ca.certificates());
        renameOlder(Set.copyOf(writeAll(
                marked ? CaCertificatesPem.of(ca) : new CaCertificatesPem(ca.certificates(), Set.of(), Set.of()))));
    }

    private List<String> writeAll(CaCertificatesPem ca) throws StorageException {
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
        return written;
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
     * Renames files of an earlier reply: they and their trust anchors would be read instead of the pinned ones, or in
     * addition.
     */
    private void renameOlder(Set<String> written) throws StorageException {
        List<String> older = new ArrayList<>(List.of(name));
        for (int i = 0; i < MAX_FILES; i++) {
            older.add(name + "-" + i);
        }
        for (String file : older) {
            Path path = Path.of(file);
            if (!written.contains(file) && Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
                rename(path);
            }
        }
    }

    private void rename(Path path) throws StorageException {
        Path aside = path.resolveSibling(path.getFileName() + ".old");
        try {
            Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new StorageException(
                    path.toString(),
                    "cannot move the file of an earlier reply to " + aside + ": " + FileProblem.of(e)
                            + "; remove it, because it would be trusted in addition to the pinned CA",
                    e);
        }
        report.notice("moved " + path + " of an earlier reply to " + aside);
    }

    /** Warns of files of an earlier reply, which would be read instead of these or in addition. */
    private void warnOfOlder(int count) {
        if (Files.exists(Path.of(name))) {
            report.notice(name + " is from an earlier reply, and -c " + name + " reads it instead of " + name
                    + "-0; remove it if it is obsolete");
        }
        String next = name + "-" + count;
        if (Files.exists(Path.of(next))) {
            report.notice(next + " is from an earlier reply; remove it if it is obsolete");
        }
    }
}
