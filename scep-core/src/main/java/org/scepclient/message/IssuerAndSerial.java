package org.scepclient.message;

import java.io.IOException;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.cms.IssuerAndSerialNumber;
import org.bouncycastle.asn1.x500.X500Name;
import org.scepclient.error.ProtocolException;
import org.scepclient.value.Bytes;

/**
 * The certificate that a GetCert or GetCRL is about (RFC 8894 §3.3.4, §3.3.5), by issuer and serial number.
 *
 * <p>{@code IssuerAndSerialNumber ::= SEQUENCE {issuer Name, serialNumber INTEGER}} (RFC 5652 §10.2.4)
 */
public record IssuerAndSerial(X500Principal issuer, BigInteger serialNumber) {

    public static IssuerAndSerial of(X509Certificate certificate) {
        return new IssuerAndSerial(certificate.getIssuerX500Principal(), certificate.getSerialNumber());
    }

    public Bytes encode() {
        try {
            IssuerAndSerialNumber value =
                    new IssuerAndSerialNumber(X500Name.getInstance(issuer.getEncoded()), serialNumber);
            return Bytes.of(value.getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new IllegalStateException("a decoded name cannot be encoded again", e);
        }
    }

    public static IssuerAndSerial decode(Bytes der) throws ProtocolException {
        try {
            IssuerAndSerialNumber value = IssuerAndSerialNumber.getInstance(ASN1Primitive.fromByteArray(der.toArray()));
            return new IssuerAndSerial(
                    new X500Principal(value.getName().getEncoded(ASN1Encoding.DER)),
                    value.getSerialNumber().getValue());
        } catch (IOException | RuntimeException e) {
            // The decoder reports malformed input by unchecked exceptions too.
            throw ProtocolException.malformed("IssuerAndSerialNumber", e);
        }
    }
}
