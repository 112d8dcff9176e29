package org.scepclient.pkcs10;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/**
 * Reads a distinguished name in the syntax of OpenSSL's {@code -subj}:
 *
 * <pre>
 * name = 1*( "/" rdn ) [ "/" ]
 * rdn  = pair *( "+" pair )
 * pair = type "=" value
 * </pre>
 *
 * <p>An unknown type or an empty value is an error, whereas OpenSSL prints a warning and skips the pair.
 */
final class SubjectGrammar {
    private final Optional<String> serialNumber;

    private SubjectGrammar(Optional<String> serialNumber) {
        this.serialNumber = serialNumber;
    }

    static X500Name read(EscapedText text, Optional<String> serialNumber) {
        if (text.isEmpty()) {
            throw text.error(
                    "the name is empty",
                    "write at least one pair, such as /CN=router, or / for a request without a subject");
        }
        if (text.indexOf('/') != 0) {
            throw text.upTo(0)
                    .error(
                            "expected / before " + Quoted.of(text.text()),
                            "write /type=value/type=value, such as /CN=router");
        }
        return new SubjectGrammar(serialNumber).name(text.after(0));
    }

    private X500Name name(EscapedText text) {
        List<EscapedText> parts = text.split('/');
        EscapedText last = parts.getLast();
        if (last.isEmpty()) {
            parts.removeLast();
        }
        // As for OpenSSL, a single / is the name without attributes.
        return new X500Name(parts.stream().map(this::rdn).toArray(RDN[]::new));
    }

    private RDN rdn(EscapedText text) {
        List<AttributeTypeAndValue> pairsOfRdn = new ArrayList<>();
        for (EscapedText part : text.split('+')) {
            AttributeTypeAndValue pair = pair(part);
            if (pairsOfRdn.contains(pair)) {
                throw part.error(Quoted.of(part.text()) + " is repeated", "write it once");
            }
            pairsOfRdn.add(pair);
        }
        // X.690 §11.6: the members of a SET OF are sorted; RDN does that.
        return new RDN(pairsOfRdn.toArray(AttributeTypeAndValue[]::new));
    }

    private AttributeTypeAndValue pair(EscapedText text) {
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw text.error(
                    "expected type=value, found " + Quoted.of(text.text()), "write \\/ and \\+ for / and + in a value");
        }
        EscapedText name = text.upTo(equals);
        if (name.isEmpty()) {
            throw text.error("expected a type before " + Quoted.of(text.text()), "write type=value, such as CN=router");
        }
        AttributeType type = AttributeType.named(name.text())
                .orElseThrow(() -> name.error(
                        "unknown attribute type " + Quoted.of(name.text()), AttributeType.remedyFor(name.text())));
        return new AttributeTypeAndValue(type.identifier(), value(type, text.after(equals)));
    }

    private ASN1Encodable value(AttributeType type, EscapedText text) {
        String value = text.expand(serialNumber);
        if (value.isEmpty()) {
            throw text.error(type.name() + " has no value", "add one, or remove " + type.name() + "=");
        }
        type.rule().objection(value).ifPresent(objection -> {
            throw text.error(type.name() + " " + Quoted.of(value) + " " + objection, "change it");
        });
        if (isCountry(type) && !value.chars().allMatch(Character::isLetter)) {
            throw text.error(
                    type.name() + " " + Quoted.of(value) + " is not a country code", "write two letters, such as CZ");
        }
        return type.rule().form().encode(value);
    }

    // X.520 §6.3.1: the code is one of ISO 3166-1 alpha-2
    private static boolean isCountry(AttributeType type) {
        return type.name().equals("C") || type.name().equals("jurisdictionC");
    }
}
