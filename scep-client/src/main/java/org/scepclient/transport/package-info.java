/**
 * HTTP behind one narrow interface, {@link Transport}.
 *
 * <p>API: {@link Backoff}, {@link BodySink}, {@link Credentials}, {@link HttpProxy}, {@link HttpReply},
 * {@link HttpRequest}, {@link HttpSettings}, {@link HttpUrl}, {@link RetryingTransport}, {@link Sleeper},
 * {@link TlsSettings}, {@link Transport}, {@link UrlConnectionTransport}.
 */
@NullMarked
package org.scepclient.transport;

import org.jspecify.annotations.NullMarked;
