package org.scepclient.pkcs10;

import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.HexFormat;
import java.util.Locale;
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

/**
 * Values written as {@code TYPE:text}: the simple types of OpenSSL's {@code ASN1_generate_nconf}, and its
 * {@code FORMAT:HEX,TYPE:digits} for octet and bit strings.
 */
final class TypedValue {
    private static final String TYPES =
            "write UTF8, IA5, PRINTABLE, NUMERIC, BMP, UNIV, VISIBLE, T61, GENSTR, INT, ENUM, BOOL, NULL, OID, UTCTIME,"
                    + " GENTIME, OCT or BITSTR";

    private TypedValue() {}

    /** @throws IllegalArgumentException if {@code text} is no such value; the message says why */
    static ASN1Encodable parse(String text) {
        int colon = text.indexOf(':');
        String type = (colon < 0 ? text : text.substring(0, colon)).strip().toUpperCase(Locale.ROOT);
        String content = colon < 0 ? "" : text.substring(colon + 1);
        return switch (type) {
            case "FORM", "FORMAT" -> formatted(content);
            case "OCT", "OCTETSTRING" -> new DEROctetString(content.getBytes(StandardCharsets.UTF_8));
            case "BITSTR", "BITSTRING" -> new DERBitString(content.getBytes(StandardCharsets.UTF_8));
            case "INT", "INTEGER" -> new ASN1Integer(integer(content));
            case "ENUM", "ENUMERATED" -> new ASN1Enumerated(integer(content));
            case "BOOL", "BOOLEAN" -> bool(content);
            case "NULL" -> nothing(content);
            case "OID", "OBJECT" ->
                ObjectNames.identifier(content).orElseThrow(() -> problem(content, "is no OID and no known name"));
            case "UTC", "UTCTIME" -> new DERUTCTime(time(content, 12));
            case "GENTIME", "GENERALIZEDTIME" -> new DERGeneralizedTime(time(content, 14));
            default -> string(type, content);
        };
    }

    private static ASN1Encodable string(String type, String content) {
        return switch (type) {
            case "UTF8", "UTF8STRING" -> checked(StringForm.UTF8, content);
            case "IA5", "IA5STRING" -> checked(StringForm.IA5, content);
            case "PRINTABLE", "PRINTABLESTRING" -> checked(StringForm.PRINTABLE, content);
            case "NUMERIC", "NUMERICSTRING" -> checked(StringForm.NUMERIC, content);
            case "BMP", "BMPSTRING" -> checked(StringForm.BMP, content);
            case "UNIV", "UNIVERSALSTRING" -> new DERUniversalString(content.getBytes(Charset.forName("UTF-32BE")));
            case "VISIBLE", "VISIBLESTRING" -> new DERVisibleString(ascii(content));
            case "T61", "T61STRING", "TELETEXSTRING" -> new DERT61String(ascii(content));
            case "GENSTR", "GENERALSTRING" -> new DERGeneralString(ascii(content));
            default -> throw problem(type, "is an unknown type; " + TYPES);
        };
    }

    private static ASN1Encodable checked(StringForm form, String content) {
        if (!form.holds(content)) {
            throw problem(content, "does not fit a " + form.asn1Name() + ", which holds " + form.characters());
        }
        return form.encode(content);
    }

    private static String ascii(String content) {
        if (!StringForm.IA5.holds(content)) {
            throw problem(content, "is not ASCII");
        }
        return content;
    }

    private static ASN1Encodable formatted(String content) {
        String[] parts = content.split("[,:]", 3);
        if (parts.length != 3 || !parts[0].equals("HEX")) {
            throw problem(
                    content, "has an unknown format; write FORMAT:HEX\\,OCT:digits or FORMAT:HEX\\,BITSTR:digits");
        }
        byte[] bytes = HexFormat.of().parseHex(parts[2]);
        return switch (parts[1].strip().toUpperCase(Locale.ROOT)) {
            case "OCT", "OCTETSTRING" -> new DEROctetString(bytes);
            case "BITSTR", "BITSTRING" -> new DERBitString(bytes);
            default -> throw problem(parts[1], "cannot be written in hexadecimal");
        };
    }

    private static BigInteger integer(String content) {
        boolean hex = content.matches("-?0[xX][0-9A-Fa-f]{1,256}");
        if (!hex && !content.matches("-?[0-9]{1,256}")) {
            throw problem(content, "is no integer");
        }
        return hex ? new BigInteger(content.replaceFirst("0[xX]", ""), 16) : new BigInteger(content);
    }

    private static ASN1Encodable bool(String content) {
        return switch (content.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y" -> ASN1Boolean.TRUE;
            case "false", "no", "n" -> ASN1Boolean.FALSE;
            default -> throw problem(content, "is neither true nor false");
        };
    }

    private static ASN1Encodable nothing(String content) {
        if (!content.isEmpty()) {
            throw problem(content, "is a value, and NULL has none");
        }
        return DERNull.INSTANCE;
    }

    /** RFC 5280 §4.1.2.5: times are UTC, with seconds and without fractions. */
    private static String time(String content, int digits) {
        String full = digits == 12 ? "20" + content : content;
        try {
            var format = DateTimeFormatter.ofPattern("uuuuMMddHHmmss'Z'", Locale.ROOT);
            LocalDateTime.parse(full, format.withResolverStyle(ResolverStyle.STRICT));
            return content;
        } catch (DateTimeParseException e) {
            throw problem(content, "is no time; write " + (digits == 12 ? "YY" : "YYYY") + "MMDDHHMMSSZ", e);
        }
    }

    private static IllegalArgumentException problem(String value, String text) {
        return new IllegalArgumentException(Quoted.of(value) + " " + text);
    }

    private static IllegalArgumentException problem(String value, String text, Throwable cause) {
        return new IllegalArgumentException(Quoted.of(value) + " " + text, cause);
    }
}
