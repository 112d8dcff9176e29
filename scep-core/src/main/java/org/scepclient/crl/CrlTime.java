package org.scepclient.crl;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.scepclient.error.ProtocolException;

/** {@code Time ::= CHOICE {utcTime UTCTime, generalTime GeneralizedTime}} in the form of RFC 5280 §4.1.2.5. */
final class CrlTime {
    private CrlTime() {}

    static boolean isTime(int tag) {
        return tag == DerElement.UTC_TIME || tag == DerElement.GENERALIZED_TIME;
    }

    static Instant of(int tag, byte[] content) throws ProtocolException {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        String digits = tag == DerElement.UTC_TIME ? century(text) + text : text;
        if (!digits.matches("[0-9]{14}Z")) {
            throw DerElement.malformed("'" + text + "' is not a time of RFC 5280");
        }
        try {
            return OffsetDateTime.of(
                            Integer.parseInt(digits.substring(0, 4)),
                            two(digits, 4),
                            two(digits, 6),
                            two(digits, 8),
                            two(digits, 10),
                            two(digits, 12),
                            0,
                            ZoneOffset.UTC)
                    .toInstant();
        } catch (DateTimeException e) {
            throw DerElement.malformed("'" + text + "' is not a time of RFC 5280");
        }
    }

    private static String century(String text) {
        return text.compareTo("50") < 0 ? "20" : "19";
    }

    private static int two(String digits, int at) {
        return Integer.parseInt(digits.substring(at, at + 2));
    }
}
