package org.scepclient.agent.store;

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

/** The text format of a known CA. In a generation, an {@code anchor} is a trust anchor and a {@code certificate} is not. */
final class KnownCaText {
    private static final String HEAD = "scep-known-ca";
    private static final String VERSION = "1";

    private KnownCaText() {}

    static String encode(KnownCa ca) {
        NamedLines text = NamedLines.begin()
                .put(HEAD, VERSION)
                .put("server", ca.server())
                .put("trust", ca.trust().id());
        for (CaGeneration generation : ca.generations()) {
            text.put("generation", generation.since());
            CaCertificates certificates = generation.certificates();
            for (X509Certificate certificate : certificates.certificates()) {
                boolean anchor = certificates.anchors().contains(certificate);
                text.put(anchor ? "anchor" : "certificate", encoded(certificate));
            }
        }
        return text.toString();
    }

    static KnownCa decode(String place, String text) throws StorageException {
        try {
            NamedLines lines = NamedLines.parse(place, text);
            if (!lines.value(HEAD).equals(VERSION)) {
                throw lines.damaged("unknown version", null);
            }
            return new KnownCa(lines.value("server"), trust(lines), generations(lines));
        } catch (StorageException | ProtocolException | DateTimeException | IllegalArgumentException e) {
            throw new StorageException(place, "cannot read the known CA", e);
        }
    }

    private static CaTrust trust(NamedLines lines) throws StorageException {
        String id = lines.value("trust");
        for (CaTrust trust : CaTrust.values()) {
            if (trust.id().equals(id)) {
                return trust;
            }
        }
        throw lines.damaged("unknown trust '" + id + "'", null);
    }

    private static List<CaGeneration> generations(NamedLines lines) throws StorageException, ProtocolException {
        List<CaGeneration> generations = new ArrayList<>();
        Collected collected = new Collected(new ArrayList<>(), new LinkedHashSet<>());
        for (NamedLines.Line line : lines.lines().reversed()) {
            switch (line.name()) {
                case "anchor" -> collected.add(certificate(lines, line), true);
                case "certificate" -> collected.add(certificate(lines, line), false);
                case "generation" -> {
                    generations.addFirst(collected.since(Instant.parse(line.value())));
                    collected = new Collected(new ArrayList<>(), new LinkedHashSet<>());
                }
                default -> {
                    // Lines of the header.
                }
            }
        }
        return generations;
    }

    /** The certificates of a generation, which is read from its last line to its first. */
    private record Collected(List<X509Certificate> certificates, Set<X509Certificate> anchors) {
        void add(X509Certificate certificate, boolean anchor) {
            certificates.addFirst(certificate);
            if (anchor) {
                anchors.add(certificate);
            }
        }

        CaGeneration since(Instant time) {
            return new CaGeneration(new CaCertificates(certificates, anchors), time);
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
            throw new IllegalStateException("a decoded certificate cannot be encoded", e);
        }
    }
}
