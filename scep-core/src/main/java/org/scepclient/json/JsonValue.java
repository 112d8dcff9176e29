package org.scepclient.json;

import java.util.Map;

/** A JSON value as {@link JsonReader} reads it. */
public sealed interface JsonValue {

    /** A string. */
    record Text(String value) implements JsonValue {}

    /** A number, {@code true}, {@code false} or {@code null}, as it was written. */
    record Literal(String token) implements JsonValue {}

    /** An object, with its members in their order. */
    record Members(Map<String, JsonValue> values) implements JsonValue {}
}
