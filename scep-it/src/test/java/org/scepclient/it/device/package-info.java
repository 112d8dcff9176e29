/** A device as a person sets one up with openssl: a key, a request, and what is issued for it. */
@NullMarked
package org.scepclient.it.device;

import org.jspecify.annotations.NullMarked;
