package org.scepclient.cms;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.BERTags;

/**
 * The encoding of a point in time in certificates and messages, in whole seconds.
 *
 * <p>{@code Time ::= CHOICE {utcTime UTCTime, generalizedTime GeneralizedTime}} (RFC 5280 §4.1, RFC 5652 §11.3)
 *
 * <p>The digits are written one by one, because formatters first load locale data, which takes longer than the rest of a
 * message.
 */
public final class EncodedTime {
    private EncodedTime() {}

    /** RFC 5280 §4.1.2.5: UTCTime through 2049, GeneralizedTime from 2050 and, for the same reason, before 1950. */
    public static ASN1Primitive of(Instant instant) {
        OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
        int year = time.getYear();
        boolean utcTime = year >= 1950 && year <= 2049;
        StringBuilder digits = new StringBuilder(15);
        if (!utcTime) {
            append(digits, year / 100);
        }
        append(digits, year % 100);
        append(digits, time.getMonthValue());
        append(digits, time.getDayOfMonth());
        append(digits, time.getHour());
        append(digits, time.getMinute());
        append(digits, time.getSecond());
        byte[] text = digits.append('Z').toString().getBytes(StandardCharsets.US_ASCII);
        return decode(utcTime ? BERTags.UTC_TIME : BERTags.GENERALIZED_TIME, text);
    }

    /** Decodes a time, because the constructors check their text with a formatter. */
    private static ASN1Primitive decode(int tag, byte[] text) {
        byte[] encoded = new byte[2 + text.length];
        encoded[0] = (byte) tag;
        encoded[1] = (byte) text.length;
        System.arraycopy(text, 0, encoded, 2, text.length);
        try {
            return ASN1Primitive.fromByteArray(encoded);
        } catch (IOException e) {
            throw new IllegalStateException("a time cannot be encoded", e);
        }
    }

    private static void append(StringBuilder digits, int number) {
        digits.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
