/** The table of peers and operations, filled by the tests. */
@NullMarked
package org.scepclient.it.matrix;

import org.jspecify.annotations.NullMarked;
