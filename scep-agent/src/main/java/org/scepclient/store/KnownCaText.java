package org.scepclient.store;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.scepclient.cms.CertificateDecoder;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.StorageException;
import org.scepclient.file.NamedLines;
import org.scepclient.trust.CaCertificates;
import org.scepclient.value.Bytes;

/** A known CA as text. Within a generation an {@code anchor} is trusted for itself, an
 * {@code authority} is a pinned registration authority, a {@code certificate} is neither. */
final class KnownCaText {
    private static final String HEAD = "scep-known-ca";
    private static final String VERSION = "1";
    private static final String REMEDY =
            "; compare the CA's fingerprint, then remove the file, and the CA is recognised anew";

    private KnownCaText() {}

    static String encode(KnownCa ca) {
        NamedLines text = NamedLines.begin()
                .put(HEAD, VERSION)
                .put("server", ca.server())
                .put("trust", ca.trust().word());
        for (CaGeneration generation : ca.generations()) {
            text.put("generation", generation.since());
            CaCertificates certificates = generation.certificates();
            for (X509Certificate certificate : certificates.certificates()) {
                text.put(part(certificate, certificates), encoded(certificate));
            }
        }
        return text.toString();
    }

    private static String part(X509Certificate certificate, CaCertificates ca) {
        if (ca.anchors().contains(certificate)) {
            return "anchor";
        }
        return ca.authorities().contains(certificate) ? "authority" : "certificate";
    }

    static KnownCa decode(String place, String text) throws StorageException {
        try {
            NamedLines lines = NamedLines.parse(place, text);
            if (!lines.value(HEAD).equals(VERSION)) {
                throw lines.damaged("its version is not known", null);
            }
            return new KnownCa(lines.value("server"), trust(lines), generations(lines));
        } catch (StorageException | ProtocolException | DateTimeException | IllegalArgumentException e) {
            throw new StorageException(place, "the known CA cannot be read" + REMEDY, e);
        }
    }

    private static CaTrust trust(NamedLines lines) throws StorageException {
        String word = lines.value("trust");
        for (CaTrust trust : CaTrust.values()) {
            if (trust.word().equals(word)) {
                return trust;
            }
        }
        throw lines.damaged("its trust is '" + word + "'", null);
    }

    private static List<CaGeneration> generations(NamedLines lines) throws StorageException, ProtocolException {
        List<CaGeneration> generations = new ArrayList<>();
        Collected collected = Collected.none();
        for (NamedLines.Line line : lines.lines().reversed()) {
            switch (line.name()) {
                case "anchor" -> collected.anchors().add(collected.add(certificate(lines, line)));
                case "authority" -> collected.authorities().add(collected.add(certificate(lines, line)));
                case "certificate" -> collected.add(certificate(lines, line));
                case "generation" -> {
                    generations.addFirst(collected.since(Instant.parse(line.value())));
                    collected = Collected.none();
                }
                default -> {
                    // The lines of the head have been read.
                }
            }
        }
        return generations;
    }

    /** The certificates of a generation, read from its last line to its first. */
    private record Collected(
            List<X509Certificate> certificates, Set<X509Certificate> anchors, Set<X509Certificate> authorities) {
        static Collected none() {
            return new Collected(new ArrayList<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
        }

        X509Certificate add(X509Certificate certificate) {
            certificates.addFirst(certificate);
            return certificate;
        }

        CaGeneration since(Instant time) {
            return new CaGeneration(new CaCertificates(certificates, anchors, authorities), time);
        }
    }

    private static X509Certificate certificate(NamedLines lines, NamedLines.Line line)
            throws StorageException, ProtocolException {
        return new CertificateDecoder().certificate(lines.decode(line.value()));
    }

    private static Bytes encoded(X509Certificate certificate) {
        try {
            return Bytes.of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was decoded before does not encode", e);
        }
    }
}
