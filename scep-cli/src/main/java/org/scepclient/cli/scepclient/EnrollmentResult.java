package org.scepclient.cli.scepclient;

import java.security.cert.X509Certificate;
import org.scepclient.certificate.CertificateText;
import org.scepclient.cli.Report;
import org.scepclient.enrollment.Enrollment;
import org.scepclient.json.JsonObject;

/** Prints an issued certificate and the files of the enrollment. */
record EnrollmentResult(Report report, EnrollmentDirectory directory) {

    void print(Enrollment.Issued granted) {
        X509Certificate certificate = granted.issued().certificate();
        CertificateText text = CertificateText.of(certificate);
        if (report.isJson()) {
            report.facts()
                    .put("transaction", granted.transactionId().value())
                    .put("certificate", text.json())
                    .put("files", files());
            return;
        }
        report.line("The CA issued the certificate:");
        for (String line : text.lines()) {
            report.line("  " + line);
        }
        report.line("Files:");
        report.line("  " + directory.file(EnrollmentDirectory.KEY) + "  (private key)");
        report.line("  " + directory.file(EnrollmentDirectory.CERTIFICATE));
        report.line("  " + directory.file(EnrollmentDirectory.CHAIN));
        report.line("  " + directory.file(EnrollmentDirectory.CA));
    }

    private JsonObject files() {
        return new JsonObject()
                .put("key", directory.file(EnrollmentDirectory.KEY).toString())
                .put(
                        "certificate",
                        directory.file(EnrollmentDirectory.CERTIFICATE).toString())
                .put("chain", directory.file(EnrollmentDirectory.CHAIN).toString())
                .put("ca", directory.file(EnrollmentDirectory.CA).toString());
    }
}
