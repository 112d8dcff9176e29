/** The documentation names only what is there. */
@NullMarked
package org.scepclient.docs;

import org.jspecify.annotations.NullMarked;
