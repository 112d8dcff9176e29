/** Runs programs under a hard time limit and hands back everything they said. */
@NullMarked
package org.scepclient.it.process;

import org.jspecify.annotations.NullMarked;
