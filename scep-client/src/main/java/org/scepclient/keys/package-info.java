/**
 * Private keys: generated, read from PEM, or held by a JCA provider such as a PKCS#11 token.
 *
 * <p>API: {@link KeyGeneration}, {@link LoadedKey}, {@link Pkcs11Token}.
 */
@NullMarked
package org.scepclient.keys;

import org.jspecify.annotations.NullMarked;
