package org.scepclient.certificate;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.ProtocolException;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.pkcs10.SecurityIdentifier;

/** The differences between a request and the certificate that was issued for it. A CA may change what it certifies. */
public final class RequestDeviations {
    private final @Nullable Extensions requested;
    private final @Nullable Extensions certified;
    private final List<String> deviations = new ArrayList<>();

    private RequestDeviations(@Nullable Extensions requested, @Nullable Extensions certified) {
        this.requested = requested;
        this.certified = certified;
    }

    /** The differences in subject, alternative names and usages, a line each. What was not requested is not compared. */
    public static List<String> of(CertificationRequest request, X509Certificate certificate) {
        try {
            RequestDeviations found = new RequestDeviations(
                    request.extensions().orElse(null),
                    Certificate.getInstance(certificate.getEncoded())
                            .getTBSCertificate()
                            .getExtensions());
            found.compareSubjects(request, certificate);
            found.compareNames();
            found.compareUsages();
            found.compareSecurityIdentifiers();
            return List.copyOf(found.deviations);
        } catch (ProtocolException | CertificateEncodingException | IllegalArgumentException e) {
            return List.of("extensions: they cannot be compared: " + e.getMessage());
        }
    }

    private void compareSubjects(CertificationRequest request, X509Certificate certificate) {
        if (!request.subject().equals(certificate.getSubjectX500Principal())) {
            deviations.add("subject: requested '" + request.subject() + "', certified '"
                    + certificate.getSubjectX500Principal() + "'");
        }
    }

    /** A CA may add names. */
    private void compareNames() {
        Set<GeneralName> missing = names(requested);
        missing.removeAll(names(certified));
        if (!missing.isEmpty()) {
            deviations.add("alternative names: not certified: "
                    + String.join(
                            ", ",
                            missing.stream()
                                    .map(CertificateText::alternativeName)
                                    .toList()));
        }
    }

    private static Set<GeneralName> names(@Nullable Extensions extensions) {
        GeneralNames names =
                extensions == null ? null : GeneralNames.fromExtensions(extensions, Extension.subjectAlternativeName);
        return names == null ? new LinkedHashSet<>() : new LinkedHashSet<>(Arrays.asList(names.getNames()));
    }

    private void compareUsages() {
        compare("key usage", keyUsages(requested), keyUsages(certified));
        compare("extended key usage", extendedKeyUsages(requested), extendedKeyUsages(certified));
    }

    private void compare(String what, List<String> wanted, List<String> given) {
        if (!wanted.isEmpty() && !Set.copyOf(wanted).equals(Set.copyOf(given))) {
            deviations.add(what + ": requested " + String.join(", ", wanted) + "; certified "
                    + (given.isEmpty() ? "none" : String.join(", ", given)));
        }
    }

    private void compareSecurityIdentifiers() {
        Extension wanted = requested == null ? null : requested.getExtension(SecurityIdentifier.OID);
        Extension given = certified == null ? null : certified.getExtension(SecurityIdentifier.OID);
        if (wanted != null && !wanted.equals(given)) {
            deviations.add("security identifier: " + (given == null ? "not certified" : "certified another one"));
        }
    }

    private static List<String> keyUsages(@Nullable Extensions extensions) {
        KeyUsage usage = extensions == null ? null : KeyUsage.fromExtensions(extensions);
        if (usage == null) {
            return List.of();
        }
        boolean[] bits = new boolean[CertificateText.KEY_USAGES.size()];
        byte[] octets = usage.getBytes();
        for (int i = 0; i < bits.length && i < octets.length * Byte.SIZE; i++) {
            bits[i] = (octets[i / Byte.SIZE] & (0x80 >> (i % Byte.SIZE))) != 0;
        }
        return CertificateText.usages(bits);
    }

    private static List<String> extendedKeyUsages(@Nullable Extensions extensions) {
        ExtendedKeyUsage usage = extensions == null ? null : ExtendedKeyUsage.fromExtensions(extensions);
        if (usage == null) {
            return List.of();
        }
        return Arrays.stream(usage.getUsages())
                .map(KeyPurposeId::toOID)
                .map(ASN1ObjectIdentifier::getId)
                .map(CertificateText::extendedUsage)
                .toList();
    }
}
