/** A device set up with openssl: a key, a request and the issued certificate. */
@NullMarked
package org.scepclient.it.device;

import org.jspecify.annotations.NullMarked;
