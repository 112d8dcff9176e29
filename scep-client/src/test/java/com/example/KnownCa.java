package com.example;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;
import org.scepclient.cms.DigestAlgorithm;
import org.scepclient.enrollment.CaRecognizer;
import org.scepclient.enrollment.EnrollmentListener;
import org.scepclient.enrollment.EnrollmentSession;
import org.scepclient.enrollment.KnownOffer;
import org.scepclient.enrollment.RecognizedCa;
import org.scepclient.enrollment.ScepClient;
import org.scepclient.error.ErrorCode;
import org.scepclient.error.ScepException;
import org.scepclient.error.TrustException;
import org.scepclient.file.DurableDirectory;
import org.scepclient.file.FileAccess;
import org.scepclient.transport.HttpUrl;
import org.scepclient.trust.CaCertificates;
import org.scepclient.trust.CaCertificatesPem;
import org.scepclient.trust.Fingerprint;

/** Asks a person at the first contact; later, only the same CA is accepted, with no weaker algorithms. */
public final class KnownCa {
    private KnownCa() {}

    public static EnrollmentSession connect(HttpUrl url, DurableDirectory directory) throws ScepException {
        Optional<CaCertificates> known = directory.has("ca.pem")
                ? Optional.of(CaCertificatesPem.read(directory.text("ca.pem"), "ca.pem")
                        .trusted())
                : Optional.empty();
        CaRecognizer recognizer = new CaRecognizer(
                Optional.empty(), List.of(), known, KnownCa::ask, "remove ca.pem if the CA was replaced");
        KnownOffer offer = new KnownOffer(directory, "offered");
        return ScepClient.of(url)
                .remembering(offer.forServer(url.toString(), "remove " + offer.file()))
                .connect(recognizer, new EnrollmentListener() {
                    @Override
                    public void recognized(RecognizedCa ca) throws ScepException {
                        directory.write("ca.pem", FileAccess.PUBLIC, CaCertificatesPem.write(ca.ca()));
                    }
                });
    }

    private static void ask(X509Certificate ca) throws TrustException {
        System.out.println("CA " + ca.getSubjectX500Principal());
        System.out.println("SHA-256 " + Fingerprint.of(ca, DigestAlgorithm.SHA256));
        System.out.print("Is this the fingerprint that the CA administrator gave you? ");
        if (!new Scanner(System.in, StandardCharsets.UTF_8).nextLine().equals("yes")) {
            throw new TrustException(ErrorCode.FINGERPRINT, "the CA was not accepted");
        }
    }
}
