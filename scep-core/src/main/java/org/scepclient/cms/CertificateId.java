package org.scepclient.cms;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.jspecify.annotations.Nullable;
import org.scepclient.value.Bytes;

/** A signer or recipient of a CMS message, identified by issuer and serial number or by key identifier. */
record CertificateId(X509Certificate certificate) {
    boolean matches(@Nullable X500Name issuer, BigInteger serialNumber) {
        return certificate.getSerialNumber().equals(serialNumber)
                && X500Name.getInstance(certificate.getIssuerX500Principal().getEncoded())
                        .equals(issuer);
    }

    /**
     * Compares the subjectKeyIdentifier extension, and the digest of the key (RFC 5280 §4.2.1.2), which identifies a
     * certificate without the extension, like that of a first request.
     */
    boolean hasKeyIdentifier(byte[] keyIdentifier) {
        if (SubjectKeyIdentifier.of(certificate).equals(Optional.of(Bytes.of(keyIdentifier)))) {
            return true;
        }
        byte[] key = SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded())
                .getPublicKeyData()
                .getOctets();
        return Arrays.equals(DigestAlgorithm.SHA1.digest(key), keyIdentifier);
    }
}
