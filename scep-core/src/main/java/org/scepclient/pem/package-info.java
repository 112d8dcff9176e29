/**
 * PEM text (RFC 7468) compatible with OpenSSL: certificates, private keys, requests, CRLs, CMS messages.
 *
 * <p>{@link org.scepclient.pem.PemReader} accepts any text before, between and after the blocks and reads content of one
 * kind; {@link org.scepclient.pem.PemWriter} writes text. Neither accesses files: the caller passes the text and the name
 * of its source, which every error contains.
 *
 * <p>Decryption is loaded, and the {@link org.scepclient.pem.PassphraseSource} used, only for an encrypted private key.
 */
@NullMarked
package org.scepclient.pem;

import org.jspecify.annotations.NullMarked;
