/** HTTP behind one narrow interface. */
@NullMarked
package org.scepclient.transport;

import org.jspecify.annotations.NullMarked;
