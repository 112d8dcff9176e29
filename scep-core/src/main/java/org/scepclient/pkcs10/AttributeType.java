package org.scepclient.pkcs10;

import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;

/**
 * A type of attribute in a distinguished name.
 *
 * @param name the short name, or the dotted identifier where there is none
 * @param longName the long name, or again {@code name}
 */
record AttributeType(ASN1ObjectIdentifier identifier, String name, String longName, StringRule rule) {

    /** The type that a user calls {@code text}: a short or long name, case-sensitive, or a dotted identifier. */
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

    /** What to write in place of {@code text}, which names no type. */
    static String remedyFor(String text) {
        String known =
                "write CN, O, OU, C, ST, L, DC, serialNumber, emailAddress, another OpenSSL name, or a dotted OID";
        String stripped = text.strip();
        if (!stripped.equals(text) && named(stripped).isPresent()) {
            return "write " + stripped + " without blanks";
        }
        return ObjectNames.inOtherCase(stripped)
                .map(name -> "names are case-sensitive: write " + name)
                .orElse(known + "; \\/ and \\+ stand for / and + in a value");
    }
}
