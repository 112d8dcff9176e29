package org.scepclient.cms;

import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/** Names of algorithms in error messages, for example {@code AES-128-CCM (2.16.840.1.101.3.4.1.7)}. */
final class AlgorithmNames {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("1.2.840.113549.1.1.1", "RSA PKCS#1 v1.5"),
            Map.entry("1.2.840.113549.1.1.7", "RSAES-OAEP"),
            Map.entry("1.2.840.113549.1.1.8", "MGF1"),
            Map.entry("1.2.840.113549.1.1.10", "RSASSA-PSS"),
            Map.entry("1.2.840.113549.2.5", "MD5"),
            Map.entry("1.3.14.3.2.26", "SHA-1"),
            Map.entry("2.16.840.1.101.3.4.2.6", "SHA-512/256"),
            Map.entry("2.16.840.1.101.3.4.2.8", "SHA3-256"),
            Map.entry("2.16.840.1.101.3.4.2.9", "SHA3-384"),
            Map.entry("2.16.840.1.101.3.4.2.10", "SHA3-512"),
            Map.entry("2.16.840.1.101.3.4.2.12", "SHAKE256"),
            Map.entry("1.2.840.10040.4.3", "DSA with SHA-1"),
            Map.entry("1.3.101.112", "Ed25519"),
            Map.entry("1.3.101.113", "Ed448"),
            Map.entry("2.16.840.1.101.3.4.3.17", "ML-DSA-44"),
            Map.entry("2.16.840.1.101.3.4.3.18", "ML-DSA-65"),
            Map.entry("2.16.840.1.101.3.4.3.19", "ML-DSA-87"),
            Map.entry("1.2.840.113549.3.2", "RC2-CBC"),
            Map.entry("1.2.840.113549.3.4", "RC4"),
            Map.entry("1.2.840.113549.1.9.16.3.18", "ChaCha20-Poly1305"),
            Map.entry("2.16.840.1.101.3.4.1.6", "AES-128-GCM"),
            Map.entry("2.16.840.1.101.3.4.1.26", "AES-192-GCM"),
            Map.entry("2.16.840.1.101.3.4.1.46", "AES-256-GCM"),
            Map.entry("2.16.840.1.101.3.4.1.7", "AES-128-CCM"),
            Map.entry("2.16.840.1.101.3.4.1.27", "AES-192-CCM"),
            Map.entry("2.16.840.1.101.3.4.1.47", "AES-256-CCM"),
            Map.entry("1.2.392.200011.61.1.1.1.2", "Camellia-128-CBC"),
            Map.entry("1.2.392.200011.61.1.1.1.4", "Camellia-256-CBC"),
            Map.entry("1.2.840.113549.1.9.16.3.5", "static-static Diffie-Hellman"),
            Map.entry("1.2.840.113549.1.9.16.3.10", "ephemeral-static Diffie-Hellman"),
            Map.entry("1.3.133.16.840.63.0.16", "ECMQV with SHA-1"),
            Map.entry("1.3.132.1.15.1", "ECMQV with SHA-256"),
            Map.entry("1.2.840.113549.1.9.16.3.19", "ECDH with HKDF-SHA-256"),
            Map.entry("1.2.840.113549.1.9.16.3.7", "RC2 key wrap"),
            Map.entry("1.2.840.113549.1.9.16.13.3", "KEMRecipientInfo"),
            Map.entry("1.3.132.0.10", "secp256k1"),
            Map.entry("1.2.840.10045.3.1.1", "secp192r1"),
            Map.entry("1.3.132.0.33", "secp224r1"),
            Map.entry("1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"),
            Map.entry("1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1"),
            Map.entry("1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1"),
            Map.entry("1.2.156.10197.1.301", "SM2"));

    private AlgorithmNames() {}

    /** The name with the object identifier, or only the latter if the name is unknown. */
    static String of(ASN1ObjectIdentifier oid) {
        String name = NAMES.get(oid.getId());
        return name == null ? oid.getId() : name + " (" + oid.getId() + ")";
    }
}
