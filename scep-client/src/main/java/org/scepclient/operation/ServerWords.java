package org.scepclient.operation;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.scepclient.value.Bytes;

/**
 * The text in the body of a response that is not SCEP, as a line of limited length without markup and control characters.
 * EJBCA and micromdm give the cause of a refusal only there.
 *
 * @param page true for markup, false for plain text
 * @param text the plain text, or the text in the body of a page; may be empty
 * @param title the title of a page; may be empty
 */
record ServerWords(boolean page, String text, String title) {
    private static final int MAX_BODY = 64 * 1024;
    private static final int MAX_WORDS = 240;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    static ServerWords of(Bytes body) {
        String text = decoded(body);
        if (text.startsWith("<")) {
            PageText page = PageText.of(text);
            return new ServerWords(true, line(page.body()), line(page.title()));
        }
        return new ServerWords(false, isText(text) ? line(text) : "", "");
    }

    /** The cause of a refusal: the text, because the title of an error page is the same for every cause. */
    Optional<String> cause() {
        return Optional.of(text.isEmpty() ? title : text).filter(words -> !words.isEmpty());
    }

    /** The subject of a page that replaces the response. */
    String subject() {
        if (title.isEmpty() || text.isEmpty() || text.startsWith(title)) {
            return text.isEmpty() ? title : text;
        }
        return title + ": " + text;
    }

    /** Decodes UTF-8 or, if that fails, Latin-1, in which each byte is a character. */
    private static String decoded(Bytes body) {
        byte[] bytes = body.toArray();
        int length = Math.min(bytes.length, MAX_BODY);
        String utf8 = new String(bytes, 0, length, StandardCharsets.UTF_8);
        // The last character may be incomplete.
        boolean damaged = utf8.indexOf('\uFFFD') >= 0 && utf8.indexOf('\uFFFD') < utf8.length() - 3;
        String text = damaged ? new String(bytes, 0, length, StandardCharsets.ISO_8859_1) : utf8;
        String stripped = text.strip();
        return !stripped.isEmpty() && stripped.charAt(0) == BYTE_ORDER_MARK
                ? stripped.substring(1).strip()
                : stripped;
    }

    /** False for DER and other binary data, which have control characters. */
    private static boolean isText(String text) {
        return text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
    }

    static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s\\p{Z}]+", " ").strip();
        return line.length() <= MAX_WORDS ? line : line.substring(0, MAX_WORDS) + "…";
    }
}
