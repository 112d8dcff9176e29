package org.scepclient.operation;

import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The text of an HTML page, extracted in linear time.
 *
 * @param title the content of the title element
 * @param body all other text, without markup, comments, scripts and styles
 */
record PageText(String title, String body) {
    private static final Pattern ENTITY = Pattern.compile("&(#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,6});");
    private static final Map<String, String> NAMED =
            Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "nbsp", " ");

    static PageText of(String page) {
        return new Reader(page).read();
    }

    private static String decoded(String text) {
        return ENTITY.matcher(text).replaceAll(entity -> java.util.regex.Matcher.quoteReplacement(character(entity)));
    }

    private static String character(MatchResult entity) {
        String name = entity.group(1);
        if (name.charAt(0) != '#') {
            return NAMED.getOrDefault(name.toLowerCase(Locale.ROOT), entity.group());
        }
        boolean hexadecimal = name.charAt(1) == 'x' || name.charAt(1) == 'X';
        int point = hexadecimal ? Integer.parseInt(name.substring(2), 16) : Integer.parseInt(name.substring(1));
        return Character.isValidCodePoint(point) ? Character.toString(point) : " ";
    }

    private static final class Reader {
        private final String page;
        private final String lower;
        private final StringBuilder body = new StringBuilder();
        private String title = "";
        private int at;

        Reader(String page) {
            this.page = page;
            this.lower = page.toLowerCase(Locale.ROOT);
        }

        PageText read() {
            while (at < page.length()) {
                int markup = page.indexOf('<', at);
                int end = markup < 0 ? page.length() : markup;
                body.append(page, at, end);
                at = end;
                if (markup >= 0) {
                    body.append(' ');
                    markup();
                }
            }
            return new PageText(decoded(title), decoded(body.toString()));
        }

        /** Skips the markup that starts with {@code <} at the current position. */
        private void markup() {
            if (page.startsWith("<!--", at)) {
                at = after("-->", at);
                return;
            }
            int start = at;
            at = after(">", start);
            for (String element : new String[] {"script", "style", "title"}) {
                if (opens(element, start)) {
                    skip(element);
                }
            }
        }

        private boolean opens(String element, int start) {
            int end = start + 1 + element.length();
            return lower.startsWith("<" + element, start)
                    && end < lower.length()
                    && !Character.isLetterOrDigit(lower.charAt(end));
        }

        private void skip(String element) {
            int close = lower.indexOf("</" + element, at);
            int end = close < 0 ? page.length() : close;
            if (element.equals("title") && title.isEmpty()) {
                title = page.substring(Math.min(at, end), end);
            }
            at = close < 0 ? page.length() : after(">", close);
        }

        private int after(String mark, int from) {
            int found = page.indexOf(mark, from);
            return found < 0 ? page.length() : found + mark.length();
        }
    }
}
