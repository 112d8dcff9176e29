package org.scepclient.operation;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.scepclient.value.Bytes;

/**
 * What a server says in the body of an answer that is not SCEP, as one bounded line without markup and control
 * characters. EJBCA and micromdm give the cause of a refusal nowhere else.
 *
 * @param page true for markup instead of plain text
 * @param text the text, of a page what is in its body; perhaps empty
 * @param title a page's title, perhaps empty
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

    /** Why a request was refused. The title of an error page is the same for every cause. */
    Optional<String> cause() {
        return Optional.of(text.isEmpty() ? title : text).filter(words -> !words.isEmpty());
    }

    /** The subject of a page that came in place of an answer. */
    String subject() {
        if (title.isEmpty() || text.isEmpty() || text.startsWith(title)) {
            return text.isEmpty() ? title : text;
        }
        return title + ": " + text;
    }

    /** UTF-8, or else Latin-1, of which any byte is a character. */
    private static String decoded(Bytes body) {
        byte[] bytes = body.toArray();
        int length = Math.min(bytes.length, MAX_BODY);
        String utf8 = new String(bytes, 0, length, StandardCharsets.UTF_8);
        // The last character may have been cut in two.
        boolean damaged = utf8.indexOf('\uFFFD') >= 0 && utf8.indexOf('\uFFFD') < utf8.length() - 3;
        String text = damaged ? new String(bytes, 0, length, StandardCharsets.ISO_8859_1) : utf8;
        String stripped = text.strip();
        return !stripped.isEmpty() && stripped.charAt(0) == BYTE_ORDER_MARK
                ? stripped.substring(1).strip()
                : stripped;
    }

    /** DER and other binary data have control characters near their beginning. */
    private static boolean isText(String text) {
        return text.chars().noneMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t');
    }

    static String line(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\s\\p{Z}]+", " ").strip();
        return line.length() <= MAX_WORDS ? line : line.substring(0, MAX_WORDS) + "…";
    }
}
