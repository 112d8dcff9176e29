/**
 * Values used everywhere: byte strings and secrets.
 *
 * <p>API: {@link Bytes}, {@link Secret}.
 *
 * <p>Internal: {@link NearestName}, {@link Printable}, {@link RedactedUrl}, {@link Utf8}.
 */
@NullMarked
package org.scepclient.value;

import org.jspecify.annotations.NullMarked;
