/** The command-line contract of {@code sscep}, line by line, as a script sees it. */
@NullMarked
package org.scepclient.it.sscep;

import org.jspecify.annotations.NullMarked;
