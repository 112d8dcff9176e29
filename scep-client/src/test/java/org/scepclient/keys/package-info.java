/** Key sources, proven with files, providers and a PKCS#11 token in software. */
@NullMarked
package org.scepclient.keys;

import org.jspecify.annotations.NullMarked;
