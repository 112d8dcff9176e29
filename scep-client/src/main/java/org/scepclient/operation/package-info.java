/**
 * The operations of RFC 8894 §4 against a server, and the checks of its replies.
 *
 * <p>API: {@link CaProfile}, {@link CaResponse}, {@link CapabilitiesResponse}, {@link CertificateQueries},
 * {@link PkiOperation}, {@link Requester}, {@link ScepServer}.
 *
 * <p>Internal: {@link WebPage}.
 */
@NullMarked
package org.scepclient.operation;

import org.jspecify.annotations.NullMarked;
