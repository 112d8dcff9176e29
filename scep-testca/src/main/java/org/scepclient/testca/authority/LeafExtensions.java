package org.scepclient.testca.authority;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.scepclient.error.ProtocolException;
import org.scepclient.pkcs10.CertificationRequest;
import org.scepclient.pkcs10.SecurityIdentifier;

/** The extensions of an issued certificate: the requested ones, as far as they are harmless, and the CA's own. */
record LeafExtensions(Identity issuer, IssuingRules rules) {
    /** Microsoft's certificate template name and certificate template. */
    private static final ASN1ObjectIdentifier TEMPLATE_NAME = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.20.2");

    private static final ASN1ObjectIdentifier TEMPLATE = new ASN1ObjectIdentifier("1.3.6.1.4.1.311.21.7");
    private static final List<ASN1ObjectIdentifier> COPIED = List.of(
            Extension.subjectAlternativeName,
            Extension.extendedKeyUsage,
            TEMPLATE_NAME,
            TEMPLATE,
            SecurityIdentifier.OID);
    private static final int CA_USES = KeyUsage.keyCertSign | KeyUsage.cRLSign;
    private static final int ALL_USES = 0x80FF;

    List<Extension> of(CertificationRequest request) throws ProtocolException {
        Optional<Extensions> requested = request.extensions();
        List<Extension> all = new ArrayList<>();
        all.add(StandardExtensions.notCa());
        all.add(StandardExtensions.keyUsage(keyUsage(requested, request.publicKey())));
        all.add(StandardExtensions.subjectKeyIdentifier(request.publicKey()));
        all.add(StandardExtensions.authorityKeyIdentifier(issuer.certificate()));
        if (!rules.crlDistributionPoints().isEmpty()) {
            all.add(StandardExtensions.crlDistributionPoints(rules.crlDistributionPoints()));
        }
        if (!rules.caIssuers().isEmpty()) {
            all.add(StandardExtensions.caIssuers(rules.caIssuers()));
        }
        for (ASN1ObjectIdentifier type : COPIED) {
            requested.map(extensions -> extensions.getExtension(type)).ifPresent(all::add);
        }
        if (request.subject().getName().isEmpty()) {
            all.replaceAll(LeafExtensions::withNames);
            requireNames(all);
        }
        return all;
    }

    /** RFC 5280 §4.2.1.6: the names are critical where the subject is empty. */
    private static Extension withNames(Extension extension) {
        return extension.getExtnId().equals(Extension.subjectAlternativeName)
                ? new Extension(extension.getExtnId(), true, extension.getExtnValue())
                : extension;
    }

    private static void requireNames(List<Extension> extensions) throws ProtocolException {
        if (extensions.stream().noneMatch(one -> one.getExtnId().equals(Extension.subjectAlternativeName))) {
            throw ProtocolException.malformed("certification request", "it has neither a subject nor a subjectAltName");
        }
    }

    /** Drops the uses of a CA, which no device is granted. */
    private static int keyUsage(Optional<Extensions> requested, PublicKey key) throws ProtocolException {
        try {
            Optional<KeyUsage> asked = requested.map(KeyUsage::fromExtensions);
            int bits = asked.map(LeafExtensions::bits).orElse(0) & ~CA_USES;
            return bits != 0 ? bits : defaultUsage(key);
        } catch (IllegalArgumentException e) {
            throw ProtocolException.malformed("requested keyUsage", e);
        }
    }

    private static int bits(KeyUsage usage) {
        int bits = 0;
        for (int bit = 1; bit <= ALL_USES; bit <<= 1) {
            bits |= usage.hasUsages(bit) ? bit : 0;
        }
        return bits & ALL_USES;
    }

    private static int defaultUsage(PublicKey key) {
        return key.getAlgorithm().equals("RSA")
                ? KeyUsage.digitalSignature | KeyUsage.keyEncipherment
                : KeyUsage.digitalSignature;
    }
}
