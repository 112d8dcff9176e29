/** The packaged application and its peers. */
@NullMarked
package org.scepclient.it.app;

import org.jspecify.annotations.NullMarked;
