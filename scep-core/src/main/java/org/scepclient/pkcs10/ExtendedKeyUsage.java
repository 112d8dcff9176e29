package org.scepclient.pkcs10;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * A purpose of the extendedKeyUsage extension (RFC 5280 §4.2.1.12).
 *
 * @param identifier the KeyPurposeId
 */
public record ExtendedKeyUsage(ASN1ObjectIdentifier identifier) {
    public static final ExtendedKeyUsage SERVER_AUTH = new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth.toOID());
    public static final ExtendedKeyUsage CLIENT_AUTH = new ExtendedKeyUsage(KeyPurposeId.id_kp_clientAuth.toOID());

    /** Finds a purpose by its OpenSSL name, such as {@code serverAuth} or {@code ipsecIKE}, or by its dotted identifier. */
    public static Optional<ExtendedKeyUsage> named(String name) {
        return switch (name) {
            case "serverAuth" -> Optional.of(SERVER_AUTH);
            case "clientAuth" -> Optional.of(CLIENT_AUTH);
            default -> ObjectNames.identifier(name).map(ExtendedKeyUsage::new);
        };
    }

    static org.bouncycastle.asn1.x509.ExtendedKeyUsage extendedKeyUsage(Collection<ExtendedKeyUsage> uses) {
        List<KeyPurposeId> purposes = uses.stream()
                .map(use -> KeyPurposeId.getInstance(use.identifier))
                .toList();
        return new org.bouncycastle.asn1.x509.ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new));
    }
}
