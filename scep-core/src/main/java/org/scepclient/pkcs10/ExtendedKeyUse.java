package org.scepclient.pkcs10;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/**
 * A purpose of the extendedKeyUsage extension (RFC 5280 §4.2.1.12).
 *
 * @param identifier the KeyPurposeId
 */
public record ExtendedKeyUse(ASN1ObjectIdentifier identifier) {
    public static final ExtendedKeyUse SERVER_AUTH = new ExtendedKeyUse(KeyPurposeId.id_kp_serverAuth.toOID());
    public static final ExtendedKeyUse CLIENT_AUTH = new ExtendedKeyUse(KeyPurposeId.id_kp_clientAuth.toOID());

    /** The purpose with an OpenSSL name such as {@code serverAuth} or {@code ipsecIKE}, or with a dotted identifier. */
    public static Optional<ExtendedKeyUse> named(String name) {
        return switch (name) {
            case "serverAuth" -> Optional.of(SERVER_AUTH);
            case "clientAuth" -> Optional.of(CLIENT_AUTH);
            default -> ObjectNames.identifier(name).map(ExtendedKeyUse::new);
        };
    }

    static ExtendedKeyUsage extendedKeyUsage(Collection<ExtendedKeyUse> uses) {
        List<KeyPurposeId> purposes = uses.stream()
                .map(use -> KeyPurposeId.getInstance(use.identifier))
                .toList();
        return new ExtendedKeyUsage(purposes.toArray(KeyPurposeId[]::new));
    }
}
