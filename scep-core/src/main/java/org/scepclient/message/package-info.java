/** The messages of RFC 8894 as values, with their encoding, decoding and checks. */
@NullMarked
package org.scepclient.message;

import org.jspecify.annotations.NullMarked;
