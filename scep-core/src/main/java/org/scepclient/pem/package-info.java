/**
 * PEM text (RFC 7468) compatible with OpenSSL: certificates, private keys, requests, CRLs, CMS messages.
 *
 * <p>{@link PemReader} reads text with anything before, between and after the blocks, and returns the blocks of one
 * kind; {@link PemWriter} makes text. Neither opens files: the caller passes the text and the name of its origin,
 * which every error contains.
 *
 * <p>The decryption of private keys is loaded only for an encrypted key, and the {@link PassphraseSource} is asked
 * only then.
 *
 * <p>API: {@link PassphraseSource}, {@link PemReader}, {@link PemWriter}.
 *
 * <p>Internal: {@link PemCrls}.
 */
@NullMarked
package org.scepclient.pem;

import org.jspecify.annotations.NullMarked;
