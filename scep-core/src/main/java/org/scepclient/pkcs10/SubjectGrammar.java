package org.scepclient.pkcs10;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;
import org.scepclient.error.InvalidInputException;

/**
 * Reads a distinguished name in the syntax of OpenSSL's {@code -subj}:
 *
 * <pre>
 * name = 1*( "/" rdn ) [ "/" ]
 * rdn  = pair *( "+" pair )
 * pair = type "=" value
 * </pre>
 *
 * <p>Where OpenSSL warns and leaves something out (an unknown type, an empty value), this is an error.
 */
final class SubjectGrammar {
    private final Optional<String> serialNumber;
    private int pairs;

    private SubjectGrammar(Optional<String> serialNumber) {
        this.serialNumber = serialNumber;
    }

    static X500Name read(EscapedText text, Optional<String> serialNumber) {
        if (text.indexOf('/') != 0) {
            throw text.error(
                    Quoted.of(text.text()) + " does not begin with /",
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
        if (parts.isEmpty()) {
            throw last.error("the name is empty", "write at least one pair, such as /CN=router");
        }
        return new X500Name(parts.stream().map(this::rdn).toArray(RDN[]::new));
    }

    private RDN rdn(EscapedText text) {
        List<AttributeTypeAndValue> pairsOfRdn = new ArrayList<>();
        for (EscapedText part : text.split('+')) {
            AttributeTypeAndValue pair = pair(part);
            if (pairsOfRdn.contains(pair)) {
                throw error(part, Quoted.of(part.text()) + " stands there already", "write it once");
            }
            pairsOfRdn.add(pair);
        }
        // X.690 §11.6: the members of a SET OF are sorted; RDN does that.
        return new RDN(pairsOfRdn.toArray(AttributeTypeAndValue[]::new));
    }

    private AttributeTypeAndValue pair(EscapedText text) {
        pairs++;
        int equals = text.indexOf('=');
        if (equals < 0) {
            throw error(
                    text,
                    Quoted.of(text.text()) + " has no =",
                    "write type=value; \\/ and \\+ stand for / and + in a value");
        }
        String name = text.upTo(equals).text();
        AttributeType type = AttributeType.named(name)
                .orElseThrow(
                        () -> error(text, "has the unknown type " + Quoted.of(name), AttributeType.remedyFor(name)));
        return new AttributeTypeAndValue(type.identifier(), value(type, text.after(equals)));
    }

    private ASN1Encodable value(AttributeType type, EscapedText text) {
        String value = text.expand(serialNumber);
        if (value.isEmpty()) {
            throw error(text, type.name() + " has no value", "give it one, or leave the pair out");
        }
        type.rule().objection(value).ifPresent(objection -> {
            throw error(text, type.name() + " " + Quoted.of(value) + " " + objection, "change it");
        });
        if (isCountry(type) && !value.chars().allMatch(Character::isLetter)) {
            throw error(
                    text,
                    type.name() + " " + Quoted.of(value) + " is no country code",
                    "write two letters, such as CZ");
        }
        return type.rule().form().encode(value);
    }

    // ISO 3166-1 alpha-2, as X.520 §6.3.1 wants it
    private static boolean isCountry(AttributeType type) {
        return type.name().equals("C") || type.name().equals("jurisdictionC");
    }

    private InvalidInputException error(EscapedText text, String problem, String remedy) {
        return text.error("pair " + pairs + " " + problem, remedy);
    }
}
