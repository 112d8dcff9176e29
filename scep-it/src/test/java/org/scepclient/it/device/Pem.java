package org.scepclient.it.device;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import org.scepclient.it.process.Command;

/** A certificate file, read by the JDK and verified by openssl, without using the product's code. */
public record Pem(Path file, X509Certificate certificate) {

    public static Pem read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return new Pem(file, (X509Certificate) factory.generateCertificate(in));
        } catch (CertificateException e) {
            throw new AssertionError(file + " does not contain a certificate", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Pem write(Path file, X509Certificate certificate) {
        try {
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded());
            String text = "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
            return new Pem(Files.writeString(file, text, StandardCharsets.US_ASCII), certificate);
        } catch (CertificateEncodingException e) {
            throw new AssertionError(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Requires that {@code openssl verify} accepts chain, signatures and validity. */
    public Pem mustVerifyUnder(Path ca) {
        Command.of("openssl", "verify", "-CAfile", ca, file).run().mustSucceed();
        return this;
    }

    /** Requires that certificate and private key match. */
    public Pem mustBelongTo(Path key) {
        String expected = Command.of("openssl", "pkey", "-in", key, "-pubout")
                .run()
                .mustSucceed()
                .out();
        String actual = Command.of("openssl", "x509", "-in", file, "-noout", "-pubkey")
                .run()
                .mustSucceed()
                .out();
        if (!expected.equals(actual)) {
            throw new AssertionError(file + " is for another key than " + key);
        }
        return this;
    }

    /** The serial number as {@code openssl x509 -serial} prints it, without its label. */
    public String serial() {
        String text = certificate.getSerialNumber().toString(16).toUpperCase(java.util.Locale.ROOT);
        return text.length() % 2 == 0 ? text : "0" + text;
    }
}
