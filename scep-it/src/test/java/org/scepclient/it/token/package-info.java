/** A key in a PKCS#11 software token. */
@NullMarked
package org.scepclient.it.token;

import org.jspecify.annotations.NullMarked;
