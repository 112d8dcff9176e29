package org.scepclient.testca.fault;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.scepclient.value.Bytes;

/** Encodes and decodes ASN.1 that this package has built, so that failures are defects. */
final class Der {
    private Der() {}

    static Bytes encoded(ASN1Encodable value) {
        return encoded(value, ASN1Encoding.DER);
    }

    static Bytes encoded(ASN1Encodable value, String encoding) {
        try {
            return Bytes.of(value.toASN1Primitive().getEncoded(encoding));
        } catch (IOException e) {
            throw new IllegalStateException("what was just made does not encode", e);
        }
    }

    static Bytes encoded(X509Certificate certificate) {
        try {
            return Bytes.of(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was just made does not encode", e);
        }
    }

    static ASN1Primitive decoded(Bytes der) {
        try {
            return ASN1Primitive.fromByteArray(der.toArray());
        } catch (IOException e) {
            throw new IllegalStateException("what was just encoded does not decode", e);
        }
    }
}
