package org.scepclient.web.markup;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;

/**
 * Writes HTML. Text and the values of attributes are escaped here and nowhere else, and there is no way around it, so
 * nothing that a server, a script or a person sent becomes markup.
 */
public final class Markup {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9-]*");

    private final StringBuilder html = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /**
     * Begins an element.
     *
     * @param attributes names and values by turns
     */
    public Markup open(String tag, String... attributes) {
        start(tag, attributes);
        open.push(tag);
        return this;
    }

    /** Ends the element begun last. */
    public Markup close() {
        html.append("</").append(open.pop()).append('>');
        return this;
    }

    /** An element that has no end tag. */
    public Markup single(String tag, String... attributes) {
        start(tag, attributes);
        return this;
    }

    /** An element with text only. */
    public Markup leaf(String tag, String text, String... attributes) {
        return open(tag, attributes).text(text).close();
    }

    public Markup text(String text) {
        escape(text);
        return this;
    }

    /** The document, with its type. */
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
            throw new IllegalArgumentException("no name of an element or attribute: " + name);
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
