/** The command-line contract of {@code sscep}, line by line, from a script's point of view. */
@NullMarked
package org.scepclient.it.sscep;

import org.jspecify.annotations.NullMarked;
