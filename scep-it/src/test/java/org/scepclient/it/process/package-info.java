/** Runs programs under a hard time limit and returns their output. */
@NullMarked
package org.scepclient.it.process;

import org.jspecify.annotations.NullMarked;
