/**
 * HTTP behind one narrow interface, {@link Transport}.
 *
 * <p>API: {@link Backoff}, {@link Credentials}, {@link HttpProxy}, {@link HttpReply},
 * {@link HttpRequest}, {@link HttpSettings}, {@link HttpUrl}, {@link Sleeper},
 * {@link TlsSettings}, {@link Transport}.
 */
@NullMarked
package org.scepclient.transport;

import org.jspecify.annotations.NullMarked;
