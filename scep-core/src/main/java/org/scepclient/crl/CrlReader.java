package org.scepclient.crl;

import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.scepclient.error.ProtocolException;
import org.scepclient.error.ScepException;

/**
 * Reads a CRL as a stream and verifies the signature on the way; the memory use does not depend on the number of entries.
 *
 * <p>{@code CertificateList ::= SEQUENCE {tbsCertList, signatureAlgorithm, signatureValue BIT STRING}} (RFC 5280 §5.1)
 */
final class CrlReader {
    private final DerInput input;
    private final CrlSubject subject;
    private final IssuerRule rule;
    private final SignatureCheck signature = new SignatureCheck();

    CrlReader(InputStream in, CrlSubject subject, IssuerRule rule) {
        this.input = new DerInput(in);
        this.subject = subject;
        this.rule = rule;
    }

    /** Decides whose CRLs are accepted. */
    interface IssuerRule {
        /** The certificates that may have signed a CRL of this issuer; fails for issuers of other CRLs. */
        List<X509Certificate> signers(X500Principal issuer) throws ScepException;
    }

    CrlContent read() throws IOException, ScepException {
        long end = input.enter(DerElement.SEQUENCE, Long.MAX_VALUE);
        input.feed(signature);
        long tbsEnd = input.enter(DerElement.SEQUENCE, end);
        version(tbsEnd);
        byte[] algorithm = input.next(DerElement.SEQUENCE, tbsEnd).encoded();
        X500Principal issuer = issuer(tbsEnd);
        signature.start(SignatureAlgorithm.decode(algorithm), rule.signers(issuer));
        Instant thisUpdate = time(tbsEnd);
        Optional<Instant> nextUpdate = nextUpdate(tbsEnd);
        CrlEntries entries = entries(issuer, tbsEnd);
        CrlExtensions extensions = extensions(issuer, tbsEnd);
        if (!input.at(tbsEnd)) {
            throw DerElement.malformed("it has additional parts");
        }
        input.feed((bytes, offset, length) -> {});
        // RFC 5280 §5.1.1.2: the algorithm must be the same inside and outside the signed part.
        if (!Arrays.equals(algorithm, input.next(DerElement.SEQUENCE, end).encoded())) {
            throw DerElement.malformed("its two signature algorithm fields differ");
        }
        Optional<X509Certificate> signer = signature.signer(signatureValue(end), extensions.authorityKey());
        if (!input.at(end)) {
            throw DerElement.malformed("it has additional parts");
        }
        input.requireEnd();
        return new CrlContent(issuer, thisUpdate, nextUpdate, entries, extensions, signer);
    }

    /** {@code version Version OPTIONAL}; if present, it must be v2. */
    private void version(long tbsEnd) throws IOException, ProtocolException {
        if (input.peek(tbsEnd) == DerElement.INTEGER) {
            DerElement version = input.next(DerElement.INTEGER, tbsEnd);
            if (version.contentLength() != 1 || version.contentAt(0) != 1) {
                throw DerElement.malformed("its version is not v2");
            }
        }
    }

    private X500Principal issuer(long tbsEnd) throws IOException, ProtocolException {
        try {
            return new X500Principal(input.next(DerElement.SEQUENCE, tbsEnd).encoded());
        } catch (RuntimeException e) {
            throw ProtocolException.malformed("issuer of the CRL", e);
        }
    }

    private Instant time(long tbsEnd) throws IOException, ProtocolException {
        int tag = input.peek(tbsEnd);
        if (!CrlTime.isTime(tag)) {
            throw DerElement.malformed("it has no thisUpdate");
        }
        return CrlTime.of(tag, input.next(tag, tbsEnd).contentBytes());
    }

    private Optional<Instant> nextUpdate(long tbsEnd) throws IOException, ProtocolException {
        return CrlTime.isTime(input.peek(tbsEnd)) ? Optional.of(time(tbsEnd)) : Optional.empty();
    }

    private CrlEntries entries(X500Principal issuer, long tbsEnd) throws IOException, ProtocolException {
        CrlEntries entries = new CrlEntries(subject, issuer);
        if (input.peek(tbsEnd) == DerElement.SEQUENCE) {
            long last = input.enter(DerElement.SEQUENCE, tbsEnd);
            while (!input.at(last)) {
                entries.add(input.next(DerElement.SEQUENCE, last));
            }
        }
        return entries;
    }

    private CrlExtensions extensions(X500Principal issuer, long tbsEnd) throws IOException, ProtocolException {
        if (input.peek(tbsEnd) != DerElement.EXPLICIT_0) {
            return CrlExtensions.none();
        }
        long last = input.enter(DerElement.EXPLICIT_0, tbsEnd);
        byte[] all = input.next(DerElement.SEQUENCE, last).encoded();
        if (!input.at(last)) {
            throw DerElement.malformed("it has two lists of extensions");
        }
        return CrlExtensions.decode(all, issuer);
    }

    private byte[] signatureValue(long end) throws IOException, ProtocolException {
        byte[] bits = input.next(DerElement.BIT_STRING, end).contentBytes();
        if (bits.length < 2 || bits[0] != 0) {
            throw DerElement.malformed("its signature is not a whole number of bytes");
        }
        return Arrays.copyOfRange(bits, 1, bits.length);
    }
}
