package com.example;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import org.scepclient.cms.ProviderKey;
import org.scepclient.cms.Signer;
import org.scepclient.enrollment.EnrollmentSession;
import org.scepclient.file.FileAccess;
import org.scepclient.file.OutputFile;
import org.scepclient.keys.KeyGeneration;
import org.scepclient.keys.LoadedKey;
import org.scepclient.pem.PassphraseSource;
import org.scepclient.pem.PemReader;
import org.scepclient.pem.PemWriter;
import org.scepclient.pkcs10.RequestTemplate;
import org.scepclient.pkcs10.SubjectName;
import org.scepclient.trust.IssuedCertificate;

/** Replaces the key and the certificate in a PEM file, which is the old one or the new one at every moment. */
public final class Renew {
    private Renew() {}

    public static void renew(EnrollmentSession session, Path file) throws Exception {
        PemReader pem = PemReader.of(Files.readString(file), file.toString());
        X509Certificate certificate = pem.certificates().getFirst();
        Signer old = new Signer(ProviderKey.of(pem.privateKey(PassphraseSource.none())), certificate);

        LoadedKey key = new KeyGeneration().rsa(2048);
        RequestTemplate template = RequestTemplate.of(SubjectName.of(certificate.getSubjectX500Principal()));
        IssuedCertificate issued = session.renew(template, key, old).issuedOrThrow();

        String text = PemWriter.privateKey(key.key().privateKey()) + PemWriter.certificates(issued.path());
        OutputFile.of(file, FileAccess.SECRET).write(text.getBytes(StandardCharsets.UTF_8));
    }
}
