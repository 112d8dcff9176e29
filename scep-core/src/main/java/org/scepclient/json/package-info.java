/**
 * JSON as the commands and the web interface write it.
 *
 * <p>Internal: {@link JsonObject}, {@link JsonReader}, {@link JsonValue}.
 */
@NullMarked
package org.scepclient.json;

import org.jspecify.annotations.NullMarked;
