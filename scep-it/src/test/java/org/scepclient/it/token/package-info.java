/** A PKCS#11 token in software, whose key never leaves it. */
@NullMarked
package org.scepclient.it.token;

import org.jspecify.annotations.NullMarked;
