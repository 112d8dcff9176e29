package org.scepclient.cms;

import static org.bouncycastle.asn1.sec.SECObjectIdentifiers.dhSinglePass_cofactorDH_sha224kdf_scheme;
import static org.bouncycastle.asn1.sec.SECObjectIdentifiers.dhSinglePass_cofactorDH_sha256kdf_scheme;
import static org.bouncycastle.asn1.sec.SECObjectIdentifiers.dhSinglePass_cofactorDH_sha384kdf_scheme;
import static org.bouncycastle.asn1.sec.SECObjectIdentifiers.dhSinglePass_cofactorDH_sha512kdf_scheme;
import static org.bouncycastle.asn1.sec.SECObjectIdentifiers.dhSinglePass_stdDH_sha224kdf_scheme;
import static org.bouncycastle.asn1.sec.SECObjectIdentifiers.dhSinglePass_stdDH_sha256kdf_scheme;
import static org.bouncycastle.asn1.sec.SECObjectIdentifiers.dhSinglePass_stdDH_sha384kdf_scheme;
import static org.bouncycastle.asn1.sec.SECObjectIdentifiers.dhSinglePass_stdDH_sha512kdf_scheme;
import static org.bouncycastle.asn1.x9.X9ObjectIdentifiers.dhSinglePass_cofactorDH_sha1kdf_scheme;
import static org.bouncycastle.asn1.x9.X9ObjectIdentifiers.dhSinglePass_stdDH_sha1kdf_scheme;

import java.util.Map;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * The digests of the key derivation of the schemes in RFC 5753 §7.1.4. Standard and cofactor Diffie-Hellman are the same
 * on the curves of the JDK, whose cofactor is 1.
 */
final class KeyAgreementScheme {
    private static final Map<ASN1ObjectIdentifier, DigestAlgorithm> DIGESTS = Map.of(
            dhSinglePass_stdDH_sha1kdf_scheme, DigestAlgorithm.SHA1,
            dhSinglePass_stdDH_sha224kdf_scheme, DigestAlgorithm.SHA224,
            dhSinglePass_stdDH_sha256kdf_scheme, DigestAlgorithm.SHA256,
            dhSinglePass_stdDH_sha384kdf_scheme, DigestAlgorithm.SHA384,
            dhSinglePass_stdDH_sha512kdf_scheme, DigestAlgorithm.SHA512,
            dhSinglePass_cofactorDH_sha1kdf_scheme, DigestAlgorithm.SHA1,
            dhSinglePass_cofactorDH_sha224kdf_scheme, DigestAlgorithm.SHA224,
            dhSinglePass_cofactorDH_sha256kdf_scheme, DigestAlgorithm.SHA256,
            dhSinglePass_cofactorDH_sha384kdf_scheme, DigestAlgorithm.SHA384,
            dhSinglePass_cofactorDH_sha512kdf_scheme, DigestAlgorithm.SHA512);

    private KeyAgreementScheme() {}

    static Optional<DigestAlgorithm> digest(ASN1ObjectIdentifier scheme) {
        return Optional.ofNullable(DIGESTS.get(scheme));
    }
}
