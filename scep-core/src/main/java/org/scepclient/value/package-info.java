/**
 * Values used everywhere: byte strings and secrets.
 *
 * <p>API: {@link Bytes}, {@link Secret}, {@link SecretAccess}.
 *
 * <p>Internal: {@link Base64Text}, {@link NearestName}, {@link Printable}, {@link RedactedUrl}, {@link Utf8}.
 */
@NullMarked
package org.scepclient.value;

import org.jspecify.annotations.NullMarked;
