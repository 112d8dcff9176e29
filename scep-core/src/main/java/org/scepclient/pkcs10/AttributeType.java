package org.scepclient.pkcs10;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.scepclient.value.NearestName;

/**
 * A type of attribute in a distinguished name.
 *
 * @param name the short name, or the dotted identifier if there is none
 * @param longName the long name, or {@code name} if there is none
 */
record AttributeType(ASN1ObjectIdentifier identifier, String name, String longName, StringRule rule) {

    /** The type with a short or long name, which is case-sensitive, or with a dotted identifier. */
    static Optional<AttributeType> named(String text) {
        for (AttributeType standard : StandardAttributes.ALL) {
            if (standard.name.equals(text) || standard.longName.equals(text)) {
                return Optional.of(standard);
            }
        }
        return ObjectNames.identifier(text).map(AttributeType::of);
    }

    static AttributeType of(ASN1ObjectIdentifier identifier) {
        for (AttributeType standard : StandardAttributes.ALL) {
            if (standard.identifier.equals(identifier)) {
                return standard;
            }
        }
        String name = ObjectNames.shortName(identifier).orElse(identifier.getId());
        return new AttributeType(identifier, name, name, StringRule.any(StringForm.UTF8));
    }

    /** The remedy for the name of an unknown type. */
    static String remedyFor(String text) {
        String stripped = text.strip();
        return named(stripped)
                .map(type -> stripped)
                .or(() -> NearestName.of(stripped, StandardAttributes.names()))
                .or(() -> ObjectNames.nearest(stripped).filter(stripped::equalsIgnoreCase))
                .map(name -> "did you mean " + name + "?")
                .orElse(
                        "use CN, O, OU, C, ST, L, DC, serialNumber, emailAddress, another OpenSSL name, or a dotted OID;"
                                + " write \\/ and \\+ for / and + in a value");
    }
}
