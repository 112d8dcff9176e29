package org.scepclient.message;

import java.io.IOException;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERSequence;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/**
 * The request that a CertPoll is about (RFC 8894 §3.3.3).
 *
 * <p>{@code IssuerAndSubject ::= SEQUENCE {issuer Name, subject Name}}
 *
 * @param issuer the issuing CA's subject, not an RA's
 * @param subject the subject of the request
 */
public record IssuerAndSubject(X500Principal issuer, X500Principal subject) {

    public Bytes encode() {
        try {
            ASN1EncodableVector names = new ASN1EncodableVector();
            names.add(ASN1Primitive.fromByteArray(issuer.getEncoded()));
            names.add(ASN1Primitive.fromByteArray(subject.getEncoded()));
            return Bytes.of(new DERSequence(names).getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new IllegalStateException("decoded names cannot be encoded again", e);
        }
    }

    public static IssuerAndSubject decode(Bytes der) throws ProtocolException {
        try {
            ASN1Sequence sequence = ASN1Sequence.getInstance(ASN1Primitive.fromByteArray(der.toArray()));
            if (sequence.size() != 2) {
                throw ProtocolException.malformed("IssuerAndSubject", "expected two names");
            }
            return new IssuerAndSubject(name(sequence, 0), name(sequence, 1));
        } catch (IOException | RuntimeException e) {
            // The decoder reports malformed input by unchecked exceptions too.
            throw ProtocolException.malformed("IssuerAndSubject", e);
        }
    }

    private static X500Principal name(ASN1Sequence sequence, int index) throws IOException {
        return new X500Principal(sequence.getObjectAt(index).toASN1Primitive().getEncoded(ASN1Encoding.DER));
    }
}
