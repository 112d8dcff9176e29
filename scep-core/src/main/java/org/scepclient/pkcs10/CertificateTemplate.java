package org.scepclient.pkcs10;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.x509.Extension;
import org.scepclient.error.InvalidInputException;

/** The requested certificate template, by which some CAs choose the kind of certificate (MS-WCCE §2.2.2.7.7). */
public sealed interface CertificateTemplate {

    /** The string type of a template's name. */
    enum NameForm {
        /** As OpenXPKI reads it and strongSwan sends it. */
        UTF8,
        /** As Windows and certmonger send it. */
        BMP
    }

    /**
     * Reads a template: a name, or {@code OID[:major[:minor]]}.
     *
     * @param form the string type of a name
     * @throws InvalidInputException if the name is empty or does not fit the string type, or a version is invalid
     */
    static CertificateTemplate parse(String text, NameForm form) {
        String[] parts = text.split(":", -1);
        ASN1ObjectIdentifier identifier = ASN1ObjectIdentifier.tryFromID(parts[0]);
        if (identifier != null) {
            return Identified.parse(identifier, List.of(parts).subList(1, parts.length));
        }
        return new Named(EscapedText.checked("certificate template", text), form);
    }

    /** Reads a template, a name as UTF8String, which most CAs read. */
    static CertificateTemplate parse(String text) {
        return parse(text, NameForm.UTF8);
    }

    /** The extension for a request; not critical. */
    Extension extension();

    /** A template chosen by its name: extension 1.3.6.1.4.1.311.20.2, a bare string. */
    record Named(String name, NameForm form) implements CertificateTemplate {
        private static final ASN1ObjectIdentifier OID = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2");

        public Named {
            if (name.isBlank()) {
                throw new InvalidInputException(
                        "certificate template", "the name is empty", "write a name, or omit the template");
            }
            if (!stringForm(form).holds(name)) {
                throw new InvalidInputException(
                        "certificate template",
                        Quoted.of(name) + " does not fit BMPString, which holds characters up to U+FFFF",
                        "change it, or send it as UTF8String");
            }
        }

        private static StringForm stringForm(NameForm form) {
            return form == NameForm.BMP ? StringForm.BMP : StringForm.UTF8;
        }

        @Override
        public Extension extension() {
            return encode(OID, stringForm(form).encode(name));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** A template chosen by its identifier: extension 1.3.6.1.4.1.311.21.7. */
    record Identified(ASN1ObjectIdentifier identifier, List<Long> versions) implements CertificateTemplate {
        private static final ASN1ObjectIdentifier OID = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.21.7");
        private static final long LARGEST_VERSION = 0xffff_ffffL;

        /** @param versions the major and the minor version, the major version only, or none */
        public Identified {
            versions = List.copyOf(versions);
            if (versions.size() > 2) {
                throw new InvalidInputException(
                        "certificate template", "more than two versions follow the OID", "write OID:major:minor");
            }
        }

        private static Identified parse(ASN1ObjectIdentifier identifier, List<String> versions) {
            return new Identified(
                    identifier, versions.stream().map(Identified::version).toList());
        }

        private static Long version(String text) {
            return Optional.of(text)
                    .filter(digits -> digits.matches("[0-9]{1,10}"))
                    .map(Long::valueOf)
                    .filter(version -> version <= LARGEST_VERSION)
                    .orElseThrow(() -> new InvalidInputException(
                            "certificate template",
                            "invalid version " + Quoted.of(text) + ", expected 0 to " + LARGEST_VERSION,
                            "write OID:major:minor, such as 1.3.6.1.4.1.311.21.8.1.2:100:3"));
        }

        // CertificateTemplateOID ::= SEQUENCE { templateID OBJECT IDENTIFIER,
        //     templateMajorVersion INTEGER (0..4294967295) OPTIONAL,
        //     templateMinorVersion INTEGER (0..4294967295) OPTIONAL }
        @Override
        public Extension extension() {
            ASN1EncodableVector parts = new ASN1EncodableVector();
            parts.add(identifier);
            versions.forEach(version -> parts.add(new ASN1Integer(version)));
            return encode(OID, new DERSequence(parts));
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder(identifier.getId());
            versions.forEach(version -> text.append(':').append(version));
            return text.toString();
        }
    }

    private static Extension encode(ASN1ObjectIdentifier oid, ASN1Encodable value) {
        try {
            return Extension.create(oid, false, value);
        } catch (IOException e) {
            throw new IllegalStateException("a certificate template cannot be encoded", e);
        }
    }
}
