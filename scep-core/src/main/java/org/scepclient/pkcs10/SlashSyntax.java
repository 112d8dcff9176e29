package org.scepclient.pkcs10;

import java.io.IOException;
import java.util.HexFormat;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.ASN1String;
import org.bouncycastle.asn1.x500.AttributeTypeAndValue;
import org.bouncycastle.asn1.x500.RDN;
import org.bouncycastle.asn1.x500.X500Name;

/** Writes names in the syntax of {@link SubjectGrammar} and {@link AlternativeNameGrammar}. */
final class SlashSyntax {
    private final String delimiters;

    /** @param delimiters the characters that need a backslash, besides the backslash */
    SlashSyntax(String delimiters) {
        this.delimiters = delimiters;
    }

    static String of(X500Name name) {
        return new SlashSyntax("/+").write(name);
    }

    String write(X500Name name) {
        StringBuilder text = new StringBuilder();
        for (RDN rdn : name.getRDNs()) {
            char before = '/';
            for (AttributeTypeAndValue pair : rdn.getTypesAndValues()) {
                text.append(before)
                        .append(AttributeType.of(pair.getType()).name())
                        .append('=');
                text.append(escape(value(pair.getValue())));
                before = '+';
            }
        }
        return text.isEmpty() ? "/" : text.toString();
    }

    private static String value(ASN1Encodable value) {
        if (value.toASN1Primitive() instanceof ASN1String text) {
            return text.getString();
        }
        try {
            // RFC 4514 §2.4: the encoding represents a value other than a string.
            return '#' + HexFormat.of().formatHex(value.toASN1Primitive().getEncoded(ASN1Encoding.DER));
        } catch (IOException e) {
            throw new IllegalStateException("a decoded value cannot be encoded again", e);
        }
    }

    /** Escapes delimiters, and replaces control characters, which names from certificates may contain. */
    String escape(String value) {
        String clean = Quoted.printable(value);
        StringBuilder escaped = new StringBuilder(clean.length());
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            if (c == '\\' || delimiters.indexOf(c) >= 0 || SerialNumberPlaceholder.standsAt(clean, i)) {
                escaped.append('\\');
            }
            escaped.append(c);
        }
        return escaped.toString();
    }
}
