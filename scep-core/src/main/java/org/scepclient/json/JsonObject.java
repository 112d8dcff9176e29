package org.scepclient.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON object on one line, with its members in the order of their addition. */
public final class JsonObject {
    private final StringBuilder text = new StringBuilder("{");

    /** Adds a string or {@code null}. */
    public JsonObject put(String name, @Nullable String value) {
        key(name);
        if (value == null) {
            text.append("null");
        } else {
            quote(value);
        }
        return this;
    }

    public JsonObject put(String name, long value) {
        key(name);
        text.append(value);
        return this;
    }

    public JsonObject put(String name, boolean value) {
        key(name);
        text.append(value);
        return this;
    }

    public JsonObject put(String name, JsonObject value) {
        key(name);
        text.append(value);
        return this;
    }

    public JsonObject putStrings(String name, List<String> values) {
        key(name);
        text.append('[');
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ",");
            quote(values.get(i));
        }
        text.append(']');
        return this;
    }

    public JsonObject putObjects(String name, List<JsonObject> values) {
        key(name);
        text.append('[');
        for (int i = 0; i < values.size(); i++) {
            text.append(i == 0 ? "" : ",").append(values.get(i));
        }
        text.append(']');
        return this;
    }

    /** The object as text. */
    @Override
    public String toString() {
        return text + "}";
    }

    private void key(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        quote(name);
        text.append(':');
    }

    /** RFC 8259 §7; all characters outside printable ASCII are escaped, for terminals. */
    private void quote(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                escape(c);
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private void escape(char c) {
        String hex = Integer.toHexString(c);
        text.append("\\u").append("0".repeat(4 - hex.length())).append(hex);
    }
}
