package org.scepclient.crl;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.jspecify.annotations.Nullable;
import org.scepclient.error.ProtocolException;

/**
 * Searches the entries of a CRL, which are passed one by one, for one certificate, and checks the extensions of all
 * entries.
 *
 * <p>{@code SEQUENCE {userCertificate CertificateSerialNumber, revocationDate Time, crlEntryExtensions Extensions
 * OPTIONAL}} (RFC 5280 §5.1)
 */
final class CrlEntries {
    private static final byte[] REASON_CODE = {0x55, 0x1D, 0x15};
    private static final byte[] CERTIFICATE_ISSUER = {0x55, 0x1D, 0x1D};

    /** RFC 5280 §5.3: all entry extensions except certificateIssuer, which is processed; holdInstructionCode is obsolete. */
    private static final byte[][] KNOWN = {REASON_CODE, {0x55, 0x1D, 0x18}, {0x55, 0x1D, 0x17}};

    private final byte[] serialNumber;
    private final X500Principal certificateIssuer;
    private final DerElement field = new DerElement();
    private final DerElement extension = new DerElement();
    private final DerElement part = new DerElement();

    /** Whether the next entries are about certificates of the issuer in question. */
    private boolean ofIssuer;

    private long count;
    private boolean namesIssuers;
    private VerifiedCrl.@Nullable Revocation found;
    private @Nullable String unknownCritical;
    private @Nullable String reason;

    CrlEntries(CrlSubject subject, X500Principal crlIssuer) {
        serialNumber = subject.serialNumber().toByteArray();
        certificateIssuer = subject.issuer();
        ofIssuer = crlIssuer.equals(certificateIssuer);
    }

    long count() {
        return count;
    }

    /** The entry of the certificate, if it is listed. */
    Optional<VerifiedCrl.Revocation> found() {
        return Optional.ofNullable(found);
    }

    /** The first unsupported critical extension of an entry. */
    Optional<String> unknownCritical() {
        return Optional.ofNullable(unknownCritical);
    }

    /** Whether entries name the issuer of their certificate, as in indirect CRLs. */
    boolean namesIssuers() {
        return namesIssuers;
    }

    void add(DerElement entry) throws ProtocolException {
        count++;
        field.inside(entry);
        boolean same = isSerialNumber(field.next(DerElement.INTEGER));
        field.next();
        int timeTag = field.tag();
        if (!CrlTime.isTime(timeTag)) {
            throw DerElement.unexpected(timeTag);
        }
        boolean candidate = same && found == null;
        byte[] time = candidate ? field.contentBytes() : null;
        reason = null;
        if (field.hasNext()) {
            extensions(field.next(DerElement.SEQUENCE));
        }
        if (field.hasNext()) {
            throw DerElement.malformed("an entry has additional parts");
        }
        if (time != null && ofIssuer) {
            found = new VerifiedCrl.Revocation(CrlTime.of(timeTag, time), Optional.ofNullable(reason));
        }
    }

    private boolean isSerialNumber(DerElement number) throws ProtocolException {
        int length = number.contentLength();
        // X.690 §8.3.2: a longer form of the same number would not match.
        if (length == 0 || (length > 1 && isPadded(number.contentAt(0), number.contentAt(1)))) {
            throw DerElement.malformed("a serial number is not in DER");
        }
        return number.contentIs(serialNumber);
    }

    private static boolean isPadded(int first, int second) {
        return (first == 0 && second < 0x80) || (first == 0xFF && second >= 0x80);
    }

    /** {@code Extension ::= SEQUENCE {extnID OBJECT IDENTIFIER, critical BOOLEAN DEFAULT FALSE, extnValue OCTET STRING}} */
    private void extensions(DerElement all) throws ProtocolException {
        extension.inside(all);
        while (extension.hasNext()) {
            part.inside(extension.next(DerElement.SEQUENCE)).next(DerElement.OBJECT_IDENTIFIER);
            if (part.contentIs(CERTIFICATE_ISSUER)) {
                namesIssuers = true;
                ofIssuer = namesIssuer(value());
            } else if (part.contentIs(REASON_CODE)) {
                reason = reason(value());
            } else {
                checkCritical();
            }
        }
    }

    private void checkCritical() throws ProtocolException {
        boolean known = false;
        for (byte[] identifier : KNOWN) {
            known |= part.contentIs(identifier);
        }
        byte[] identifier = known || unknownCritical != null ? null : part.encoded();
        part.next();
        boolean flagged = part.tag() == DerElement.BOOLEAN;
        boolean critical = flagged && (part.contentLength() != 1 || part.contentAt(0) != 0);
        if (flagged) {
            part.next();
        }
        if (part.tag() != DerElement.OCTET_STRING) {
            throw DerElement.unexpected(part.tag());
        }
        if (critical && identifier != null) {
            unknownCritical = name(identifier);
        }
    }

    /** Moves to the value, skipping the critical flag if there is one. */
    private DerElement value() throws ProtocolException {
        part.next();
        if (part.tag() == DerElement.BOOLEAN) {
            part.next();
        }
        if (part.tag() != DerElement.OCTET_STRING) {
            throw DerElement.unexpected(part.tag());
        }
        return part;
    }

    private static String reason(DerElement value) throws ProtocolException {
        // The fast path: there may be millions of entries with a reason of one byte.
        if (value.contentLength() == 3 && value.contentAt(0) == 0x0A && value.contentAt(1) == 1) {
            return VerifiedCrl.Revocation.reasonName(value.contentAt(2));
        }
        try {
            return VerifiedCrl.Revocation.reasonName(
                    ASN1Enumerated.getInstance(value.contentBytes()).intValueExact());
        } catch (RuntimeException e) {
            throw ProtocolException.malformed("reasonCode in the CRL", e);
        }
    }

    private boolean namesIssuer(DerElement value) throws ProtocolException {
        try {
            return DistributionPoint.directoryNames(GeneralNames.getInstance(value.contentBytes()))
                    .contains(certificateIssuer);
        } catch (IOException | RuntimeException e) {
            throw ProtocolException.malformed("certificateIssuer in the CRL", e);
        }
    }

    private static String name(byte[] identifier) throws ProtocolException {
        try {
            return ASN1ObjectIdentifier.getInstance(Arrays.copyOf(identifier, identifier.length))
                    .getId();
        } catch (RuntimeException e) {
            throw ProtocolException.malformed("CRL", e);
        }
    }
}
