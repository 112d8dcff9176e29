package org.scepclient.pkcs10;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.GeneralName;
import org.scepclient.value.NearestName;

/**
 * Reads the items of a subject alternative name (RFC 5280 §4.2.1.6) in OpenSSL's syntax:
 *
 * <pre>
 * names  = [ "critical" "," ] item *( "," item )
 * item   = type [ "." label ] ":" value
 * type   = "email" / "URI" / "DNS" / "RID" / "IP" / "dirName" / "otherName"
 * </pre>
 */
final class AlternativeNameGrammar {
    private static final String CRITICAL = "critical";
    private static final List<String> TYPES = List.of("email", "URI", "DNS", "RID", "IP", "dirName", "otherName");
    private static final SlashSyntax VALUE = new SlashSyntax(",");
    private static final SlashSyntax DIRECTORY_NAME = new SlashSyntax("/+,");

    private final Optional<String> serialNumber;

    AlternativeNameGrammar(Optional<String> serialNumber) {
        this.serialNumber = serialNumber;
    }

    AlternativeName read(EscapedText text) {
        List<EscapedText> parts = new ArrayList<>(text.split(','));
        boolean critical = parts.getFirst().strip().text().equals(CRITICAL);
        if (critical) {
            parts.removeFirst();
        }
        if (parts.isEmpty()) {
            throw text.error("no name follows 'critical'", "add one, such as critical,DNS:router.example.com");
        }
        return new AlternativeName(critical, parts.stream().map(this::item).toList());
    }

    private AlternativeNameItem item(EscapedText part) {
        EscapedText item = part.strip();
        if (item.isEmpty()) {
            throw part.error("empty item", "remove the comma, or add an item such as DNS:router.example.com");
        }
        int colon = item.indexOf(':');
        if (colon < 0) {
            throw item.error("expected type:value, found " + Quoted.of(item.text()), remedyForNoType(item.text()));
        }
        EscapedText value = item.after(colon).strip();
        if (value.isEmpty()) {
            throw item.error(Quoted.of(item.text()) + " has no value", "add one, or remove the item");
        }
        EscapedText type = item.upTo(colon).strip();
        return switch (name(type)) {
            case "email" -> email(value);
            case "URI" -> uri(value);
            case "DNS" -> dns(value);
            case "RID" -> registeredId(value);
            case "IP" -> ip(value);
            case "dirName" -> directoryName(value);
            case "otherName" -> otherName(value);
            default -> throw type.error("unknown name type " + Quoted.of(type.text()), remedyForType(name(type)));
        };
    }

    /** OpenSSL numbers items of one kind, {@code DNS.1:}, because keys of its configuration files are unique. */
    private static String name(EscapedText type) {
        String text = type.text();
        int dot = text.indexOf('.');
        return dot < 0 ? text : text.substring(0, dot);
    }

    private static String remedyForType(String unknown) {
        return NearestName.of(unknown, TYPES)
                .map(type -> "did you mean " + type + "?")
                .orElse("use email, URI, DNS, RID, IP, dirName or otherName");
    }

    private static String remedyForNoType(String item) {
        if (item.equals(CRITICAL)) {
            return "write critical as the first item";
        }
        String example = "DNS:router.example.com";
        if (IpAddress.parse(item).isPresent()) {
            example = "IP:" + item;
        } else if (item.matches("[^@ ]{1,64}@[^@ ]{1,64}")) {
            example = "email:" + item;
        } else if (item.indexOf('.') > 0 && DnsName.objection(item).isEmpty()) {
            example = "DNS:" + item;
        }
        return "write for example " + example + ", and \\, for a comma in a value";
    }

    private AlternativeNameItem email(EscapedText text) {
        String address = text.expand(serialNumber);
        if (text.text().equals("copy") || text.text().equals("move")) {
            return new AlternativeNameItem.EmailOfSubject(address.equals("move"));
        }
        int at = address.lastIndexOf('@');
        if (!StringForm.IA5.holds(address) || address.chars().anyMatch(c -> c <= ' ')) {
            throw text.error(
                    "e-mail address " + Quoted.of(address) + " has a blank or a character outside ASCII",
                    "write the domain in its xn-- form");
        }
        if (at < 1 || at == address.length() - 1) {
            throw text.error("invalid e-mail address " + Quoted.of(address), "write name@host, copy or move");
        }
        return fixed("email", GeneralName.rfc822Name, address);
    }

    private AlternativeNameItem uri(EscapedText text) {
        String uri = text.expand(serialNumber);
        if (!StringForm.IA5.holds(uri) || uri.chars().anyMatch(c -> c <= ' ')) {
            throw text.error(
                    "URI " + Quoted.of(uri) + " has a blank or a character outside ASCII", "percent-encode it");
        }
        // RFC 5280 §4.2.1.6: the name MUST NOT be a relative URI
        if (!uri.matches("[A-Za-z][A-Za-z0-9+.-]*:.+")) {
            throw text.error(
                    "URI " + Quoted.of(uri) + " has no scheme", "write an absolute URI, such as https://host/path");
        }
        return fixed("URI", GeneralName.uniformResourceIdentifier, uri);
    }

    private AlternativeNameItem dns(EscapedText text) {
        String name = text.expand(serialNumber);
        String ascii = DnsName.toAscii(name)
                .orElseThrow(() -> text.error(
                        "DNS name " + Quoted.of(name) + " cannot be converted to ASCII", "write its xn-- form"));
        DnsName.objection(ascii).ifPresent(objection -> {
            throw text.error("DNS name " + Quoted.of(name) + " " + objection, "write a host name");
        });
        return fixed("DNS", GeneralName.dNSName, ascii);
    }

    private AlternativeNameItem registeredId(EscapedText text) {
        String name = text.expand(serialNumber);
        ASN1ObjectIdentifier oid = ObjectNames.identifier(name)
                .orElseThrow(() -> text.error("unknown object identifier " + Quoted.of(name), remedyForOid(name)));
        return fixed(GeneralName.registeredID, oid, "RID:" + oid.getId());
    }

    private static String remedyForOid(String unknown) {
        return ObjectNames.nearest(unknown)
                .map(name -> "did you mean " + name + "?")
                .orElse("write an OID such as 1.3.6.1.4.1.311.20.2.3, or OpenSSL's name of one");
    }

    private AlternativeNameItem ip(EscapedText text) {
        String address = text.expand(serialNumber);
        byte[] bytes = IpAddress.parse(address)
                .orElseThrow(() -> text.error(
                        "invalid IP address " + Quoted.of(address),
                        "write 192.0.2.1 or 2001:db8::1, without mask, brackets or zone"));
        return fixed(GeneralName.iPAddress, new DEROctetString(bytes), "IP:" + IpAddress.format(bytes));
    }

    private AlternativeNameItem directoryName(EscapedText text) {
        X500Name name = SubjectGrammar.read(text, serialNumber);
        return fixed(GeneralName.directoryName, name, "dirName:" + protectEnd(DIRECTORY_NAME.write(name)));
    }

    private AlternativeNameItem otherName(EscapedText text) {
        int semicolon = text.indexOf(';');
        if (semicolon < 0) {
            throw text.error(
                    "expected OID;TYPE:text, found " + Quoted.of(text.text()),
                    "write for example otherName:msUPN;UTF8:user@example.com");
        }
        EscapedText type = text.upTo(semicolon).strip();
        ASN1ObjectIdentifier oid = ObjectNames.identifier(type.text())
                .orElseThrow(() ->
                        type.error("unknown object identifier " + Quoted.of(type.text()), remedyForOid(type.text())));
        EscapedText value = text.after(semicolon).strip();
        ASN1EncodableVector parts = new ASN1EncodableVector();
        parts.add(oid);
        // OtherName ::= SEQUENCE { type-id OBJECT IDENTIFIER, value [0] EXPLICIT ANY DEFINED BY type-id }
        parts.add(new DERTaggedObject(true, 0, TypedValue.parse(value, serialNumber)));
        String shown = oid.getId() + ";" + protectEnd(VALUE.escape(value.expand(serialNumber)));
        return fixed(GeneralName.otherName, new DERSequence(parts), "otherName:" + shown);
    }

    private static AlternativeNameItem fixed(String prefix, int tag, String ascii) {
        return fixed(tag, new DERIA5String(ascii), prefix + ":" + VALUE.escape(ascii));
    }

    private static AlternativeNameItem fixed(int tag, ASN1Encodable value, String text) {
        return new AlternativeNameItem.Fixed(new GeneralName(tag, value), text);
    }

    /** Escapes a blank at the end: the grammar would strip it. */
    private static String protectEnd(String text) {
        int last = text.length() - 1;
        boolean blank = text.charAt(last) == ' ' || text.charAt(last) == '\t';
        return blank ? text.substring(0, last) + '\\' + text.charAt(last) : text;
    }
}
