/** Tests of private keys in files, with providers and in a software PKCS#11 token. */
@NullMarked
package org.scepclient.keys;

import org.jspecify.annotations.NullMarked;
