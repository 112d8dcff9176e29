/** HTTP behind the interface {@link org.scepclient.transport.Transport}. */
@NullMarked
package org.scepclient.transport;

import org.jspecify.annotations.NullMarked;
