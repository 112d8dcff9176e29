package org.scepclient.operation;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.scepclient.value.Bytes;

/** Recognises a web page, which servers and gateways send with status 200 in place of what was asked for. */
public final class WebPage {
    private static final int LOOKED_AT = 4096;
    private static final int MAX_WORDS = 160;
    private static final Pattern TITLE =
            Pattern.compile("<title[^>]*>(.*?)</title>", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private WebPage() {}

    public static boolean isOne(Bytes content) {
        return text(content).startsWith("<");
    }

    /** {@code a web page} and, if it has one, its title. */
    public static String describe(Bytes content) {
        Matcher title = TITLE.matcher(text(content));
        if (!title.find() || title.group(1).isBlank()) {
            return "a web page";
        }
        String words = title.group(1).replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        return "a web page '" + (words.length() <= MAX_WORDS ? words : words.substring(0, MAX_WORDS) + "…") + "'";
    }

    private static String text(Bytes content) {
        byte[] bytes = content.toArray();
        String text = new String(bytes, 0, Math.min(bytes.length, LOOKED_AT), StandardCharsets.UTF_8).strip();
        return text.startsWith("\uFEFF") ? text.substring(1).strip() : text;
    }
}
