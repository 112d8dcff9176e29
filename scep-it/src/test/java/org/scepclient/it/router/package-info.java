/** The router app, unpacked on a minimal device. */
@NullMarked
package org.scepclient.it.router;

import org.jspecify.annotations.NullMarked;
