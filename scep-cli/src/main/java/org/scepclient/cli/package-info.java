/** Context, output and errors of the commands. */
@NullMarked
package org.scepclient.cli;

import org.jspecify.annotations.NullMarked;
