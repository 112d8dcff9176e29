/** What the commands share. */
@NullMarked
package org.scepclient.cli;

import org.jspecify.annotations.NullMarked;
