package org.scepclient.pkcs10;

import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DERIA5String;
import org.bouncycastle.asn1.DERNumericString;
import org.bouncycastle.asn1.DERPrintableString;
import org.bouncycastle.asn1.DERUTF8String;

/** The ASN.1 string types of names. */
enum StringForm {
    UTF8("UTF8String", "any character"),
    PRINTABLE("PrintableString", "A-Z a-z 0-9 blank ' ( ) + , - . / : = ?"),
    IA5("IA5String", "ASCII"),
    NUMERIC("NumericString", "0-9 blank"),
    BMP("BMPString", "characters up to U+FFFF");

    private final String asn1Name;
    private final String characters;

    StringForm(String asn1Name, String characters) {
        this.asn1Name = asn1Name;
        this.characters = characters;
    }

    String asn1Name() {
        return asn1Name;
    }

    /** A description of the allowed characters, for messages. */
    String characters() {
        return characters;
    }

    boolean holds(String value) {
        return value.codePoints().allMatch(this::holds);
    }

    private boolean holds(int c) {
        return switch (this) {
            case UTF8 -> true;
            case PRINTABLE -> isPrintable(c);
            case IA5 -> c < 0x80;
            case NUMERIC -> c == ' ' || isDigit(c);
            case BMP -> c < 0x10000;
        };
    }

    /** Encodes a value that this type {@link #holds}. */
    ASN1Encodable encode(String value) {
        return switch (this) {
            case UTF8 -> new DERUTF8String(value);
            case PRINTABLE -> new DERPrintableString(value);
            case IA5 -> new DERIA5String(value);
            case NUMERIC -> new DERNumericString(value);
            case BMP -> new DERBMPString(value);
        };
    }

    // X.680 §41.4, table 10
    private static boolean isPrintable(int c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || isDigit(c) || " '()+,-./:=?".indexOf(c) >= 0;
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }
}
