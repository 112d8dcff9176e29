/** The library as another project uses it. */
@NullMarked
package org.scepclient.it.library;

import org.jspecify.annotations.NullMarked;
