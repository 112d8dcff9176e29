/** The router app as it is unpacked on a device that has little else. */
@NullMarked
package org.scepclient.it.router;

import org.jspecify.annotations.NullMarked;
