/** The command {@code sscep}: arguments, configuration file, lines, files and exit codes of the C tool of that name. */
@NullMarked
package org.scepclient.cli.sscep;

import org.jspecify.annotations.NullMarked;
