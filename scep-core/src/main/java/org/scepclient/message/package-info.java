/**
 * The messages of RFC 8894 as values, with their encoding, decoding and checks.
 *
 * <p>API: {@link CertRep}, {@link FailInfo}, {@link IssuerAndSerial}, {@link MessageType}, {@link NextCaMessage},
 * {@link TransactionId}.
 *
 * <p>Internal: {@link IssuerAndSubject}, {@link Nonce}, * {@link ReceivedRequest}, {@link ReplyDecoder}, {@link ReplyEncoder}, {@link RequestBody},
 * {@link RequestEncoder}, {@link RequestMessage}, {@link ScepAttribute}.
 */
@NullMarked
package org.scepclient.message;

import org.jspecify.annotations.NullMarked;
