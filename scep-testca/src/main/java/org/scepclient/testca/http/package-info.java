/**
 * The test CA's HTTP side: SCEP operations, published files, administration.
 *
 * <p>API: {@link ReceivedOperation}.
 *
 * <p>Internal: {@link AdminApi}, {@link CaResponder}, {@link LoopbackServer}, {@link PkiResponder},
 * {@link PublishedFiles}, {@link RequestLog}, {@link ResponseSender}, {@link ScepEndpoint}.
 */
@NullMarked
package org.scepclient.testca.http;

import org.jspecify.annotations.NullMarked;
