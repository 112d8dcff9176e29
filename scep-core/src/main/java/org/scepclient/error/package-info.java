/**
 * Errors: one tree of checked exceptions, each with a stable code.
 *
 * <p>API: {@link CryptoException}, {@link ErrorCode}, {@link InvalidInputException}, {@link ProtocolException},
 * {@link ScepException}, {@link Snippet}, {@link StorageException}, {@link TransportException},
 * {@link TrustException}.
 *
 * <p>Internal: {@link Defect}.
 */
@NullMarked
package org.scepclient.error;

import org.jspecify.annotations.NullMarked;
