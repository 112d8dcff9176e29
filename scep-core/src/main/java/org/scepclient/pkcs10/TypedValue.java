package org.scepclient.pkcs10;

import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Boolean;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Enumerated;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERGeneralString;
import org.bouncycastle.asn1.DERGeneralizedTime;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERT61String;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.DERUniversalString;
import org.bouncycastle.asn1.DERVisibleString;
import org.scepclient.error.InvalidInputException;
import org.scepclient.value.NearestName;

/**
 * A value written as {@code TYPE:text}: one of the simple types of OpenSSL's {@code ASN1_generate_nconf}, or its
 * {@code FORMAT:HEX,TYPE:digits} for octet and bit strings.
 */
final class TypedValue {
    private static final List<String> TYPES = List.of(
            "UTF8",
            "IA5",
            "PRINTABLE",
            "NUMERIC",
            "BMP",
            "UNIV",
            "VISIBLE",
            "T61",
            "GENSTR",
            "INT",
            "ENUM",
            "BOOL",
            "NULL",
            "OID",
            "UTCTIME",
            "GENTIME",
            "OCT",
            "BITSTR",
            "FORMAT");

    private final EscapedText type;
    private final EscapedText text;
    private final String content;

    private TypedValue(EscapedText type, EscapedText text, String content) {
        this.type = type;
        this.text = text;
        this.content = content;
    }

    /** Reads and encodes a value. */
    static ASN1Encodable parse(EscapedText value, Optional<String> serialNumber) {
        int colon = value.text().indexOf(':');
        EscapedText type = (colon < 0 ? value : value.upTo(colon)).strip();
        EscapedText text = colon < 0 ? value : value.after(colon);
        String content = colon < 0 ? "" : text.expand(serialNumber);
        return new TypedValue(type, text, content).encode();
    }

    private ASN1Encodable encode() {
        String name = type.text().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "FORM", "FORMAT" -> formatted();
            case "OCT", "OCTETSTRING" -> new DEROctetString(content.getBytes(StandardCharsets.UTF_8));
            case "BITSTR", "BITSTRING" -> new DERBitString(content.getBytes(StandardCharsets.UTF_8));
            case "INT", "INTEGER" -> new ASN1Integer(integer());
            case "ENUM", "ENUMERATED" -> new ASN1Enumerated(integer());
            case "BOOL", "BOOLEAN" -> bool();
            case "NULL" -> nothing();
            case "OID", "OBJECT" ->
                ObjectNames.identifier(content)
                        .orElseThrow(() -> invalid("object identifier", "write an OID, or OpenSSL's name of one"));
            case "UTC", "UTCTIME" -> new DERUTCTime(time(12));
            case "GENTIME", "GENERALIZEDTIME" -> new DERGeneralizedTime(time(14));
            default -> string(name);
        };
    }

    private ASN1Encodable string(String name) {
        return switch (name) {
            case "UTF8", "UTF8STRING" -> string(StringForm.UTF8);
            case "IA5", "IA5STRING" -> string(StringForm.IA5);
            case "PRINTABLE", "PRINTABLESTRING" -> string(StringForm.PRINTABLE);
            case "NUMERIC", "NUMERICSTRING" -> string(StringForm.NUMERIC);
            case "BMP", "BMPSTRING" -> string(StringForm.BMP);
            case "UNIV", "UNIVERSALSTRING" -> new DERUniversalString(content.getBytes(Charset.forName("UTF-32BE")));
            case "VISIBLE", "VISIBLESTRING" -> new DERVisibleString(ascii());
            case "T61", "T61STRING", "TELETEXSTRING" -> new DERT61String(ascii());
            case "GENSTR", "GENERALSTRING" -> new DERGeneralString(ascii());
            default -> throw unknownType(name);
        };
    }

    private InvalidInputException unknownType(String name) {
        String remedy = NearestName.of(name, TYPES)
                .map(known -> "did you mean " + known + "?")
                .orElse("use " + String.join(", ", TYPES));
        return type.error("unknown value type " + Quoted.of(type.text()), remedy);
    }

    private ASN1Encodable string(StringForm form) {
        if (!form.holds(content)) {
            throw text.error(
                    Quoted.of(content) + " does not fit " + form.asn1Name() + ", which holds " + form.characters(),
                    "use UTF8:text");
        }
        return form.encode(content);
    }

    private String ascii() {
        if (!StringForm.IA5.holds(content)) {
            throw text.error(Quoted.of(content) + " has a character outside ASCII", "use UTF8:text");
        }
        return content;
    }

    private ASN1Encodable formatted() {
        String[] parts = content.split("[,:]", 3);
        boolean bits = parts.length == 3 && parts[1].strip().matches("(?i)BITSTR(ING)?");
        boolean octets = parts.length == 3 && parts[1].strip().matches("(?i)OCT(ETSTRING)?");
        if (!(bits || octets) || !parts[0].equals("HEX")) {
            throw invalid("format", "write FORMAT:HEX\\,OCT:digits or FORMAT:HEX\\,BITSTR:digits");
        }
        if (!parts[2].matches("([0-9A-Fa-f]{2})*+")) {
            throw text.error("invalid hexadecimal digits " + Quoted.of(parts[2]), "write two digits per byte");
        }
        byte[] bytes = HexFormat.of().parseHex(parts[2]);
        return bits ? new DERBitString(bytes) : new DEROctetString(bytes);
    }

    private BigInteger integer() {
        boolean hex = content.matches("-?0[xX][0-9A-Fa-f]{1,256}");
        if (!hex && !content.matches("-?[0-9]{1,256}")) {
            throw invalid("integer", "write decimal digits, or hexadecimal digits after 0x");
        }
        return hex ? new BigInteger(content.replaceFirst("0[xX]", ""), 16) : new BigInteger(content);
    }

    private ASN1Encodable bool() {
        return switch (content.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y" -> ASN1Boolean.TRUE;
            case "false", "no", "n" -> ASN1Boolean.FALSE;
            default -> throw invalid("boolean", "write TRUE or FALSE");
        };
    }

    private ASN1Encodable nothing() {
        if (!content.isEmpty()) {
            throw text.error("expected no text after NULL:, found " + Quoted.of(content), "remove it");
        }
        return DERNull.INSTANCE;
    }

    /** RFC 5280 §4.1.2.5: times are UTC, with seconds and without fractions. */
    private String time(int digits) {
        String full = digits == 12 ? "20" + content : content;
        try {
            var format = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT);
            LocalDateTime.parse(full, format.withResolverStyle(ResolverStyle.STRICT));
            return content;
        } catch (DateTimeParseException e) {
            throw invalid("time", "write " + (digits == 12 ? "YY" : "YYYY") + "MMDDHHMMSSZ");
        }
    }

    private InvalidInputException invalid(String kind, String remedy) {
        return text.error("invalid " + kind + " " + Quoted.of(content), remedy);
    }
}
