/** The programs that make the application's jar. */
@NullMarked
package org.scepclient.dist;

import org.jspecify.annotations.NullMarked;
