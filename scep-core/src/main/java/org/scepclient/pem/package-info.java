/**
 * PEM text (RFC 7468), as OpenSSL writes and reads it: certificates, private keys, requests, CRLs, CMS messages.
 *
 * <p>{@link org.scepclient.pem.PemReader} takes text with anything before, between and after the blocks, and
 * hands out what is asked for by its kind; {@link org.scepclient.pem.PemWriter} makes text. Neither touches files:
 * the caller gives the text and the name of the place it is from, which stands in every error.
 *
 * <p>What decrypts private keys is loaded only when a key is encrypted, and the {@link
 * org.scepclient.pem.PassphraseSource} is asked only then.
 */
@NullMarked
package org.scepclient.pem;

import org.jspecify.annotations.NullMarked;
