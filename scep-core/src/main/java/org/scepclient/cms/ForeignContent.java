package org.scepclient.cms;

import java.nio.charset.StandardCharsets;
import org.scepclient.value.Printable;

/** Describes content that a server sent in place of an ASN.1 SEQUENCE. */
final class ForeignContent {
    private static final int MAX_BYTES = 160;

    private ForeignContent() {}

    /** A clause for error messages, such as {@code it is a ZIP archive, not DER}. */
    static String describe(byte[] content) {
        if (content.length == 0) {
            return "it is empty";
        }
        if (startsWith(content, 0x1f, 0x8b)) {
            return "it is compressed with gzip, which the client did not request; have the server or a proxy before it"
                    + " send it without Content-Encoding";
        }
        if (startsWith(content, 'P', 'K', 3, 4)) {
            return "it is a ZIP archive, not DER";
        }
        if (startsWith(content, 0x28, 0xb5, 0x2f, 0xfd)) {
            return "it is compressed with zstd; have the server or a proxy before it send it without Content-Encoding";
        }
        if (startsWith(content, '-', '-', '-', '-', '-', 'B')) {
            return "it begins like PEM, but the BEGIN line is incomplete; expected DER";
        }
        return text(content);
    }

    private static String text(byte[] content) {
        int length = Math.min(content.length, MAX_BYTES);
        for (int i = 0; i < length; i++) {
            boolean blank = content[i] == '\n' || content[i] == '\r' || content[i] == '\t';
            if (content[i] >= 0 && content[i] < ' ' && !blank) {
                return "it is not DER: it begins with the byte 0x" + String.format("%02x", content[0] & 0xff);
            }
        }
        String words = Printable.oneLine(new String(content, 0, length, StandardCharsets.UTF_8))
                .strip();
        if (words.isEmpty()) {
            return "it is blank text, not DER";
        }
        return "it is text, not DER: '" + words + (content.length > length ? "…'" : "'");
    }

    private static boolean startsWith(byte[] content, int... head) {
        if (content.length < head.length) {
            return false;
        }
        for (int i = 0; i < head.length; i++) {
            if ((content[i] & 0xff) != head[i]) {
                return false;
            }
        }
        return true;
    }
}
