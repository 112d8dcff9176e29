/** The packaged application and the programs it is tested with. */
@NullMarked
package org.scepclient.it.app;

import org.jspecify.annotations.NullMarked;
