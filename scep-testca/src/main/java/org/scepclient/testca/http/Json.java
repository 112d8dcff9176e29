package org.scepclient.testca.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** JSON objects whose values are strings (RFC 8259). */
final class Json {
    private final List<String> members = new ArrayList<>();

    private Json() {}

    static Json object() {
        return new Json();
    }

    static <T> String array(List<T> values, Function<T, Json> each) {
        return values.stream().map(value -> each.apply(value).text()).collect(Collectors.joining(",\n ", "[", "]"));
    }

    Json with(String name, String value) {
        members.add(quoted(name) + ":" + quoted(value));
        return this;
    }

    String text() {
        return "{" + String.join(",", members) + "}";
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.chars().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                quoted.append((char) c);
            }
        });
        return quoted.append('"').toString();
    }
}
