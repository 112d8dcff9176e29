package org.scepclient.web.markup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Writes HTML. This class escapes all text and attribute values and has no method for raw HTML, so no input from a
 * server, a script or a user can become markup.
 */
public final class Markup {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

    private final StringBuilder html = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Opens an element.
     *
     * @param attributes alternating names and values
     */
    public Markup open(String tag, String... attributes) {
        start(tag, attributes);
        open.push(tag);
        return this;
    }

    /** Closes the innermost open element. */
    public Markup close() {
        html.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Writes a void element, which has no end tag. */
    public Markup single(String tag, String... attributes) {
        start(tag, attributes);
        return this;
    }

    /** Writes an element that contains only text. */
    public Markup leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    public Markup text(String text) {
        escape(text);
        return this;
    }

    /** Returns the document with its DOCTYPE. */
    public String document() {
        return "<!DOCTYPE html>" + html;
    }

    private void start(String tag, String... attributes) {
        html.append('<').append(name(tag));
        for (int i = 0; i + 1 < attributes.length; i += 2) {
            html.append(' ').append(name(attributes[i])).append("=\"");
            escape(attributes[i + 1]);
            html.append('"');
        }
        html.append('>');
    }

    private static String name(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("invalid name of an element or attribute: " + name);
        }
        return name;
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append(c < ' ' && c != '\n' && c != '\t' ? '\ufffd' : c);
            }
        }
    }
}
